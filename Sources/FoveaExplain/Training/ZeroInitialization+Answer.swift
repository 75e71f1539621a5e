import FoveaNN
import FoveaReport

extension ZeroInitialization {
  /// What is compared: all weights 0, all the same, and a start that can learn.
  package static let starts = [Initializer.zeros, .constant(0.01), .xavierUniform]

  /// Several starts of the same network, a line each.
  package static func answer(_ runs: [ZeroInitialization]) -> Answer {
    var answer = Answer()
    guard let first = runs.first else { return answer }
    var table = Table([
      .text("weights start"), .text("gradients' cosines"), .number("rank of W"),
      .number("accuracy"),
    ])
    for run in runs {
      let cosines = run.gradientCosines.map {
        "\($0.lowerBound.fixed(4)) to \($0.upperBound.fixed(4))"
      }
      table.append(
        run.initializer.name, cosines ?? (run.still == run.hidden ? "no gradient" : "of one alone"),
        "\(run.rank) of \(run.hidden)",
        "\(run.accuracy.percent) %")
    }
    answer.show(table)
    for run in runs where run.still > 0 && run.still < run.hidden {
      answer.remark(
        "\(run.initializer.name): \(run.still) of \(run.hidden.counted("neuron")) got no gradient in the last step"
      )
    }
    answer.remark(
      "guessing: \(first.chance.percent) %; \(first.hidden) neurons of \(first.activation.name), one epoch on shapes"
    )
    answer.pictures = [
      Picture(
        "zero-init",
        BarChart(
          "Right after one epoch", unit: "% of test pictures", name: "right",
          bars: runs.map { ($0.initializer.name, 100 * $0.accuracy) }
        ).svg(plotWidth: 180))
    ]
    return answer
  }
}

extension Topic {
  package static let zeroInit = Topic(
    "zero-init", .starts, "All weights start at 0: every neuron does the same.",
    story: """
      The check-point: neurons that start the same put out the same, get the same gradient, and are the same after \
      every step. A layer of them is worth one neuron; with a tanh or ReLU it is worth none, as no gradient comes \
      through zeros at all. The cosine of any two neurons' gradients is 1, and the rank of their weights 1 or 0.
      """
  ) { ZeroInitialization.answer(try ZeroInitialization.starts.map { try ZeroInitialization($0) }) }
}
