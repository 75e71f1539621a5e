import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain pool-invariance`: the lecture's figure of max pooling under a shift.
struct ExplainPoolInvariance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pool-invariance",
    abstract: "Max pooling hardly notices a shift by one place.",
    discussion: """
      Examples:
        fovea explain pool-invariance
      """)

  func run() throws {
    let figure = PoolInvariance()
    func line(_ name: String, _ values: [Scalar]) {
      let numbers = values.map { "   " + Double($0).fixed(1) }.joined()
      Stream.results.line("  \(name)\(numbers)")
    }
    let names = ["before", "shifted"]
    for (place, name) in names.enumerated() {
      Stream.results.line(name)
      line("pooled  ", figure.outputs[place])
      line("detector", figure.inputs[place])
    }
    Stream.results.line(
      "\(figure.changedInputs) of \(figure.inputs[0].count) inputs changed, "
        + "\(figure.changedOutputs) of \(figure.outputs[0].count) outputs")
  }
}
