// swift-tools-version: 6.2
// Apps as a user of Fovea would write them; Scripts/check-downstream builds and runs them.

import PackageDescription

let package = Package(
  name: "Downstream",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/fovea-swift/fovea", from: "0.1.0")
  ],
  targets: [
    .executableTarget(
      name: "Downstream",
      dependencies: [
        .product(name: "Fovea", package: "fovea"), .product(name: "FoveaExplain", package: "fovea"),
      ]),
    .executableTarget(
      name: "TrainingApp", dependencies: [.product(name: "Fovea", package: "fovea")]),
    .executableTarget(
      name: "InferenceApp", dependencies: [.product(name: "FoveaInference", package: "fovea")]),
  ]
)
