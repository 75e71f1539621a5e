import ArgumentParser
import Fovea

/// `fovea-bench gemm`: how fast the matrices of convolution are multiplied.
struct GEMMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gemm",
    abstract: "Times OpenBLAS on the shapes that convolution makes.",
    discussion: """
      For each layer: the product of one tile of patches [M x K] and the kernel [K x N] on one thread, \
      and those of the whole batch shared out over all threads. This is what im2col could reach if \
      nothing but its products took time.
      """)

  @Option(
    name: .customLong("case"), help: helpNaming(ConvolutionCase.table.map(\.name)))
  var cases: [String] = []

  @OptionGroup var engine: EngineOptions

  @Option(
    parsing: .unconditional, help: "Seconds to time each shape, at least. (default: 0.2)",
    transform: measuringTime)
  var seconds: Double = 0.2

  func run() throws {
    let layers = try selected(cases, of: "case", from: ConvolutionCase.table, name: \.name)
    try engine.apply()
    let progress = Progress()
    defer { progress.clear() }
    var results: [GEMMResult] = []
    for layer in layers {
      progress.show("\(layer.name): GEMM")
      let shape = try GEMMShape(layer)
      let result = GEMMResult(shape, GEMMTiming(shape, seconds: seconds))
      results.append(result)
      if engine.json {
        progress.clear()
        for line in result.json { try emit(line) }
      }
    }
    progress.clear()
    if !engine.json {
      try emit(engine.machine + "\n")
      try emit(GEMMResult.report(results, threads: ThreadPool.shared.width))
    }
  }
}
