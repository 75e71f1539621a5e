// swift-tools-version: 6.2
// 6.2 is the first tools version whose packages may carry unsafe flags and still be taken by version.

import PackageDescription

// What computes number by number (tensors, kernels, reference loops, data) stays optimised in debug builds: a test
// run would take hours otherwise. `assert` is not evaluated there; checks are preconditions.
let alwaysOptimised: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

#if arch(x86_64)
  // The loop bodies of FoveaKernels once more, for processors with AVX2 and FMA; chosen at run time.
  let wideKernels: [Target.Dependency] = ["FoveaKernelsHaswell"]
  let wideTargets: [Target] = [
    .target(
      name: "FoveaKernelsHaswell", dependencies: ["FoveaKernels"],
      // As a whole module: an incremental build would keep bodies inlined from FoveaKernels before an edit.
      swiftSettings: alwaysOptimised + [
        .unsafeFlags(["-Xcc", "-march=x86-64-v3"]),
        .unsafeFlags(
          ["-whole-module-optimization", "-disable-batch-mode", "-num-threads", "2"],
          .when(configuration: .debug)),
      ])
  ]
#else
  let wideKernels: [Target.Dependency] = []
  let wideTargets: [Target] = []
#endif

let package = Package(
  name: "fovea",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Fovea", targets: ["Fovea"]),
    // For an app that only uses models: no training code.
    .library(name: "FoveaInference", targets: ["FoveaInference"]),
    // For an app that teaches: the lecture's ideas as values.
    .library(name: "FoveaExplain", targets: ["FoveaExplain"]),
    .executable(name: "fovea", targets: ["fovea-cli"]),
    .executable(name: "fovea-bench", targets: ["fovea-bench"]),
  ],
  traits: [
    .trait(name: "DoublePrecision", description: "Computes in Double instead of Float.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // System libraries.
    .systemLibrary(
      name: "COpenBLAS", path: "Modules/COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CLAPACKE", path: "Modules/CLAPACKE", pkgConfig: "lapacke",
      providers: [.apt(["liblapacke-dev"]), .brew(["lapack"])]),
    .systemLibrary(
      name: "CZlib", path: "Modules/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CPNG", path: "Modules/CPNG", pkgConfig: "libpng",
      providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CJPEG", path: "Modules/CJPEG", pkgConfig: "libturbojpeg",
      providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),

    // Libraries; each imports only those above it.
    .target(name: "FoveaBLAS", dependencies: ["COpenBLAS", "CLAPACKE"]),
    .target(name: "FoveaKernels", swiftSettings: alwaysOptimised),
    .target(
      name: "FoveaTensor", dependencies: ["FoveaBLAS", "FoveaKernels"] + wideKernels,
      swiftSettings: alwaysOptimised),
    .target(
      name: "FoveaReference", dependencies: ["FoveaKernels", "FoveaTensor"],
      swiftSettings: alwaysOptimised),
    .target(name: "FoveaAutograd", dependencies: ["FoveaKernels", "FoveaTensor"]),
    .target(name: "FoveaNN", dependencies: ["FoveaKernels", "FoveaAutograd"]),
    .target(name: "FoveaModels", dependencies: ["FoveaNN"]),
    .target(
      name: "FoveaData",
      dependencies: ["FoveaBLAS", "FoveaKernels", "FoveaTensor", "CZlib", "CPNG", "CJPEG"],
      swiftSettings: alwaysOptimised),
    .target(
      name: "FoveaInference",
      dependencies: ["FoveaKernels", "FoveaTensor", "FoveaModels", "FoveaData"]),
    .target(
      name: "FoveaTraining", dependencies: ["FoveaKernels", "FoveaTensor", "FoveaInference"]),
    .target(name: "FoveaReport"),
    .target(
      name: "FoveaONNX",
      dependencies: [
        "FoveaKernels", "FoveaNN", "FoveaModels", "FoveaData", "FoveaInference", "FoveaReport",
      ]),
    .target(
      name: "FoveaExplain",
      dependencies: [
        "FoveaBLAS", "FoveaKernels", "FoveaNN", "FoveaModels", "FoveaData", "FoveaTraining",
        "FoveaReport",
      ]),
    .target(
      name: "Fovea",
      dependencies: [
        "FoveaTensor", "FoveaAutograd", "FoveaNN", "FoveaModels", "FoveaData",
        "FoveaInference", "FoveaTraining", "FoveaReport", "FoveaONNX",
      ]),

    // Commands.
    .executableTarget(
      name: "fovea-cli", dependencies: ["Fovea", "FoveaBLAS", "FoveaExplain", argumentParser]),
    .executableTarget(
      name: "fovea-bench",
      dependencies: [
        "Fovea", "FoveaBLAS", "FoveaData", "FoveaReference", "FoveaReport", argumentParser,
      ],
      path: "Benchmarks"),

    // Tests, one folder a target.
    .target(
      name: "TestSupport", dependencies: ["CJPEG", "FoveaNN", "FoveaReference"],
      path: "Tests/TestSupport"),
    .testTarget(name: "FoveaBLASTests", dependencies: ["FoveaBLAS"]),
    .testTarget(
      name: "FoveaKernelsTests", dependencies: ["FoveaKernels", "TestSupport"] + wideKernels),
    .testTarget(name: "FoveaTensorTests", dependencies: ["FoveaTensor", "TestSupport"]),
    .testTarget(name: "FoveaReferenceTests", dependencies: ["FoveaReference", "TestSupport"]),
    .testTarget(name: "FoveaAutogradTests", dependencies: ["FoveaAutograd", "TestSupport"]),
    .testTarget(
      name: "FoveaNNTests", dependencies: ["FoveaNN", "TestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "FoveaModelsTests", dependencies: ["FoveaModels", "TestSupport"]),
    .testTarget(
      name: "FoveaDataTests", dependencies: ["FoveaData", "TestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "FoveaInferenceTests", dependencies: ["FoveaInference", "TestSupport"]),
    .testTarget(
      name: "FoveaTrainingTests", dependencies: ["FoveaTraining", "TestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "FoveaONNXTests", dependencies: ["FoveaONNX", "TestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "FoveaReportTests", dependencies: ["FoveaReport", "TestSupport"]),
    .testTarget(name: "FoveaExplainTests", dependencies: ["FoveaExplain", "TestSupport"]),
    .testTarget(name: "CommandTests", dependencies: ["fovea-cli", "fovea-bench", "TestSupport"]),
  ] + wideTargets,
  swiftLanguageModes: [.v6]
)
