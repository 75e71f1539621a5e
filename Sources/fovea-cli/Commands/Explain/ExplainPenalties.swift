import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain penalties`: what L2 and L1 do to weights.
struct ExplainPenalties: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "penalties",
    abstract: "L2 makes weights small, L1 makes them exactly zero.",
    discussion: """
      One layer, a weight for each pixel and class, is trained four times from the same start.

      Examples:
        fovea explain penalties --chart weights.svg
      """)

  @Option(
    parsing: .unconditional, help: "Factor of the L1 penalties. (default: 0.04)",
    transform: number(0...1000))
  var l1: Double?

  @Option(
    parsing: .unconditional, help: "Factor of the L2 penalty. (default: 1)",
    transform: number(0...1000))
  var l2: Double?

  @Option(help: "File for the weights' histogram, in SVG. (default: none)")
  var chart: String?

  func run() throws {
    if chart == "" { throw ValidationError("--chart: expected a path, found ''") }
    let penalties = try WeightPenalties(l1: Scalar(l1 ?? 0.04), l2: Scalar(l2 ?? 1))
    if let chart { try AtomicFile.write(penalties.histogram.svg, to: chart) }
    var table = Table([
      .text("penalty"), .number("exactly 0 %"), .number("mean |w|"), .number("test Acc@1"),
    ])
    for outcome in penalties.outcomes {
      table.append(
        outcome.name, outcome.sparsity.percent, outcome.meanMagnitude.fixed(5),
        outcome.top1.percent)
    }
    Stream.results.write(table.text(width: Stream.results.width))
    if let chart { Stream.results.line("chart     \(chart.printable)") }
  }
}
