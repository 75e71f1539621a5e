import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain init`: a signal on its way through a deep network, by how its weights start.
struct ExplainInit: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "How a deep network's activations fade, saturate or keep their size at the start.",
    discussion: """
      Sends normal numbers through dense layers that have not been trained, and prints mean and standard \
      deviation of each layer's activations. Small normal weights let them collapse to 0, and with them the \
      gradients; Xavier keeps their size with tanh, He with ReLU.

      Examples:
        fovea explain init --depth 10 --init normal:0.01,xavier,he
        fovea explain init --activation relu --init xavier,he --output histograms.svg
      """)

  @Option(
    name: .customLong("init"),
    help: ArgumentHelp(
      "Initialisers, with commas between them: \(Initializer.names.joined(separator: ", ")).",
      valueName: "initializers"))
  var initializers = "normal:0.01,xavier,he"

  @Option(help: "Activation: \(Names.activations.list).")
  var activation = "tanh"

  @Option(parsing: .unconditional, help: "Layers.", transform: wholeNumber(1...100))
  var depth = 10

  @Option(parsing: .unconditional, help: "Numbers a layer.", transform: wholeNumber(1...4096))
  var width = 500

  @Option(parsing: .unconditional, help: "Inputs.", transform: wholeNumber(1...10_000))
  var samples = 1000

  @Option(parsing: .unconditional, help: "Of inputs and weights.", transform: seedNumber)
  var seed: UInt64 = 42

  @Option(help: "Write a histogram for each layer to this file, as SVG.")
  var output: String?

  func check() throws {
    _ = try chosen()
    if Activation.named(activation) == nil { try Names.activations.checked(activation) }
    try checkChartPath(output)
  }

  func run() throws {
    let function = Activation.named(activation) ?? .tanh
    let studies = try chosen().map {
      InitializationStudy(
        $0, activation: function, depth: depth, width: width, samples: samples, seed: seed)
    }
    // A column for each initialiser while they fit; the lines stay readable beside each other.
    var table = Table(
      [Table.Column.number("layer")]
        + studies.map { Table.Column.number($0.initializer.name) })
    for layer in 0..<depth {
      table.append(
        ["\(layer + 1)"]
          + studies.map { study in
            let layer = study.layers[layer]
            return "\(layer.mean.signed) +- \(layer.standardDeviation.significant(3, padded: true))"
          })
    }
    Stream.results.line("mean +- standard deviation of the activations, \(function.name)")
    Stream.results.write(table.text(width: Stream.results.width))
    for study in studies {
      guard let first = study.layers.first, let last = study.layers.last else { continue }
      let ratio =
        first.secondMoment > 0 ? (last.secondMoment / first.secondMoment).squareRoot() : 0
      let saturated = last.saturated > 0.01 ? ", \(last.saturated.percent) % saturated" : ""
      Stream.results.line(
        "\(study.initializer.name): the signal is \(ratio.significant(3)) times as large in layer "
          + "\(depth) as in layer 1\(saturated)")
    }
    try writeChart(InitializationStudy.chart(studies).svg, to: output)
  }

  private func chosen() throws -> [Initializer] {
    try initializers.split(separator: ",", omittingEmptySubsequences: false).map { text in
      guard let initializer = Initializer.named(String(text)) else {
        throw ValidationError(
          "--init: expected initialisers out of \(Initializer.names.joined(separator: ", ")), "
            + "found '\(text)'")
      }
      return initializer
    }
  }
}

extension Double {
  /// Three places, with a sign that keeps columns straight.
  fileprivate var signed: String { (self < 0 ? "" : " ") + fixed(3) }
}
