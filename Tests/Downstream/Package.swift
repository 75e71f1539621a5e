// swift-tools-version: 6.2
// An app as a user of Fovea would write it; Scripts/check-downstream builds and runs it.

import PackageDescription

let package = Package(
  name: "Downstream",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/fovea-swift/fovea", from: "0.1.0")
  ],
  targets: [
    .executableTarget(
      name: "Downstream", dependencies: [.product(name: "Fovea", package: "fovea")])
  ]
)
