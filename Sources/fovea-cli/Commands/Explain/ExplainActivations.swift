import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain activations`: formulas, ranges and curves of all activations.
struct ExplainActivations: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "activations",
    abstract: "What decides whether a neuron fires: formulas, ranges, curves.",
    discussion: """
      Prints a line an activation: its formula, the values it takes, what its curve looks like and the \
      largest derivative: at a sigmoid a gradient shrinks to a quarter at least.

      Examples:
        fovea explain activations
        fovea explain activations relu leaky_relu gelu --output curves.svg
      """)

  @Argument(help: "Activations: \(Names.activations.list). (default: all)")
  var names: [String] = []

  @Option(help: "Write a chart of the curves and their derivatives to this file, as SVG.")
  var output: String?

  func check() throws {
    for name in names where Activation.named(name) == nil { try Names.activations.checked(name) }
    try checkChartPath(output)
  }

  func run() throws {
    let chosen = names.compactMap(Activation.named)
    let overview = ActivationOverview(chosen.isEmpty ? Activation.all : chosen)
    var table = Table([
      .text("name"), .text("formula"), .text("range"), .text("curve"), .number("max f'"),
    ])
    for entry in overview.entries {
      let f = entry.activation
      table.append(
        f.name, f.formula, f.range.description, f.curve.rawValue,
        entry.derivatives.upperBound.fixed(2))
    }
    Stream.results.write(table.text(width: Stream.results.width))
    try writeChart(overview.chart.svg, to: output)
  }
}
