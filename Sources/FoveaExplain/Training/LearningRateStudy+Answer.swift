import Foundation
import FoveaReport

extension LearningRateStudy {
  /// Losses on the way, and what the doctor says.
  package var answer: Answer {
    var answer = Answer()
    let places = Set([1, steps / 8, steps / 4, steps / 2, steps]).filter { $0 > 0 }.sorted()
    var table = Table([.number("rate")] + places.map { .number("step \($0)") } + [.text("verdict")])
    for run in runs {
      let losses = places.map { place in
        place <= run.losses.count ? run.losses[place - 1].significant(3) : "-"
      }
      table.append([run.rate.significant(3)] + losses + [run.verdict])
    }
    answer.say(
      "loss of the step's batch, in nats;",
      "guessing costs ln \(classes) = \(log(Double(classes)).fixed(2))")
    answer.show(table)
    for run in runs {
      if let diagnosis = run.diagnosis {
        answer.say(
          "\(run.rate.significant(3)): \(diagnosis.evidence);",
          "  try \(diagnosis.rate.significant(1))")
      }
    }
    let chart = LineChart(
      "Loss by learning rate", xLabel: "step", yLabel: "nats, up to 10",
      series: runs.map { run in
        LineChart.Series("\(run.rate.significant(3)): \(run.verdict)", points: run.smoothed)
      })
    answer.pictures = [
      Picture("learning-rate", chart.svg, parts: [chart.svg(width: 400, height: 300)])
    ]
    return answer
  }
}

extension LearningRateStudy.Run {
  /// What came of it, in two words: the doctor's, else what the losses did from the first quarter to the last.
  package var verdict: String {
    switch diagnosis?.kind {
    case .tooLow: return "too low"
    case .tooHigh: return "too high"
    case nil: break
    }
    if isBroken { return "too high" }
    let quarter = max(1, losses.count / 4)
    let before = losses.prefix(quarter).reduce(0, +)
    let after = losses.suffix(quarter).reduce(0, +)
    // Single batches differ by some percent.
    return after < 0.9 * before ? "falls" : after > 1.1 * before ? "rises" : "flat"
  }

  /// The first loss, then means of ten steps, as single batches jump; up to the first step that leaves the picture.
  fileprivate var smoothed: [LineChart.Point] {
    let highest = 10.0
    let end = losses.firstIndex { $0 > highest }
    var points = losses.prefix(1).map { LineChart.Point(x: 1, y: min($0, highest)) }
    for first in stride(from: 0, to: end ?? losses.count, by: 10) {
      let part = losses[first..<min(first + 10, end ?? losses.count)]
      points.append(
        LineChart.Point(
          x: Double(first + part.count), y: part.reduce(0, +) / Double(part.count)))
    }
    if let end { points.append(LineChart.Point(x: Double(end + 1), y: highest)) }
    return points
  }
}

extension Topic {
  package static let learningRate = Topic(
    "learning-rate", .rates, "A rate too low, a rate that is right, a rate too high.",
    story: """
      A loss that does not go down: the rate is too low, the weights hardly move. A loss that explodes: it is too \
      high, each step jumps across the valley to a higher place. A rule of thumb is that a step should change the \
      weights by about a thousandth of their size.
      """, arguments: "--rates 0.00001,0.05,5"
  ) { try LearningRateStudy().answer }
}
