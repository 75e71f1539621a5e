import ArgumentParser
import Fovea
import FoveaData
import FoveaReport

/// `fovea-bench conv`: convolution layers, every pass by every algorithm.
struct ConvCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conv",
    abstract: "Times convolution layers: each pass, each algorithm, beside naive loops.",
    discussion: """
      Every pass is first compared with naive on whole numbers, for which both must agree exactly; \
      Winograd's transforms round, and must agree to a thousand roundings. Then \
      each is run twice to warm up, and at least five times; the median counts. GFLOP/s counts two \
      operations a multiply-add of the direct algorithm. 'patches' is the buffer of im2col that each \
      thread keeps. --roofline measures this machine's GEMM peak and memory bandwidth first, with the \
      same threads, and shows which share of the lower roof each figure reaches.
      """)

  @Option(
    name: .customLong("case"), help: helpNaming(ConvolutionCase.table.map(\.name)))
  var cases: [String] = []

  @Option(
    name: .customLong("algorithm"),
    help: """
      \(ConvolutionAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")), or all; may be \
      repeated. (default: all; with --json automatic)
      """)
  var algorithms: [String] = []

  @OptionGroup var engine: EngineOptions

  @Option(
    parsing: .unconditional, help: "Seconds to time each pass, at least. (default: 0.3)",
    transform: measuringTime)
  var seconds: Double = 0.3

  @Option(help: "Draw the speeds into this SVG file.")
  var chart: String?

  @Option(
    help: ArgumentHelp(
      """
      Draw another engine's figures too: JSON lines as --json prints them. May be repeated; of several \
      files under one name the fastest counts.
      """, valueName: "name=file"),
    transform: PeerFile.init(argument:))
  var beside: [PeerFile] = []

  @Flag(help: "Show the share of the machine's measured GEMM peak or memory bandwidth.")
  var roofline = false

  @Flag(help: "Leave naive out: neither compare with it nor time it.")
  var noNaive = false

  @Flag(help: "Print what the engine expects each algorithm to cost, and measure nothing.")
  var explain = false

  func run() throws {
    let layers = try selected(cases, of: "case", from: ConvolutionCase.table, name: \.name)
    if explain { return try emit(explanation(of: layers)) }
    let algorithms = try chosenAlgorithms()
    // Before minutes of measuring, not after: the file is made, and removed again.
    if let chart { _ = try AtomicFile(chart) }
    let peers = try beside.map { try PeerFigures($0) }
    try engine.apply()
    let roofline = roofline ? measuredRoofline() : nil
    let bench = ConvBench(
      algorithms: algorithms, seconds: seconds, isVerified: !noNaive,
      // Programs read no line of naive's; a chart shows it all the same.
      isNaiveTimed: !noNaive && (!engine.json || chart != nil))
    var results: [ConvResult] = []
    if !engine.json { try emit(head(roofline)) }
    for layer in layers {
      if !engine.json { try emit("") }
      try bench.measure(layer) { note in
        if !engine.json { try emit(note) }
      } report: { result in
        results.append(result)
        if !engine.json {
          try emit(roofline.map { result.row(under: $0) } ?? result.row)
        } else if result.algorithm != ConvResult.naiveName {
          try emit(result.json(namingAlgorithm: algorithms.count > 1, under: roofline))
        }
      }
    }
    if let chart {
      let drawing = BarChart.convolution(
        results + PeerFigures.results(peers, beside: results), threads: ThreadPool.shared.width)
      try AtomicFile.write(drawing.svg, to: chart)
    }
  }

  /// The algorithms to measure: those asked for; otherwise all for people and, for programs that expect
  /// one line a pass, the engine's own choice.
  func chosenAlgorithms() throws -> [ConvolutionAlgorithm] {
    if algorithms.isEmpty, engine.json { return [.automatic] }
    return try selected(
      algorithms, of: "algorithm", from: ConvolutionAlgorithm.allCases, name: \.rawValue)
  }

  /// Refuses figures that nothing would show.
  func validate() throws {
    if !beside.isEmpty, chart == nil {
      throw ValidationError("--beside draws into a chart; add --chart with an SVG file")
    }
  }

  private func measuredRoofline() -> Roofline {
    let progress = Progress()
    defer { progress.clear() }
    progress.show("GEMM peak and memory bandwidth")
    return Roofline.measured(seconds: seconds)
  }

  /// What stands above the figures: what computes, how it is measured, the headings.
  func head(_ roofline: Roofline? = nil) -> String {
    let scaled = noNaive ? "" : "; ~: naive timed on fewer images and scaled up"
    guard let roofline else {
      return """
        \(engine.machine)
        medians of at least 5 runs in \(seconds) s\(scaled)
        patches: the buffer that im2col keeps for each thread

        \(ConvResult.table.head)
        """
    }
    return """
      \(engine.machine)
      medians of at least 5 runs in \(seconds) s\(scaled)
      measured peak \((roofline.peak / 1e9).fixed(1)) GFLOP/s (GEMM), bandwidth \
      \((roofline.bandwidth / 1e9).fixed(1)) GB/s (triad)
      roof: GFLOP/s that the peak allows, or (m) the memory with each tensor moved once
      share: more than 100 % where Winograd leaves operations out, or a cache keeps tensors

      \(ConvResult.rooflineTable.head)
      """
  }
}
