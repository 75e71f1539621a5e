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
    if let start = runs.first?.start {
      answer.say(
        "loss of the step's batch, in nats; before the first",
        "step \(start.mean.fixed(2)) +- \(start.deviation.fixed(2)) over all batches;")
    }
    answer.say("guessing costs ln \(classes) = \(log(Double(classes)).fixed(2))")
    answer.show(table)
    for run in runs {
      if let diagnosis = run.diagnosis {
        answer.remark(
          "\(run.rate.significant(3)): \(diagnosis.evidence); try \(diagnosis.rate.significant(1))")
      } else if let step = run.leap {
        answer.remark(
          "\(run.rate.significant(3)): loss \(run.losses[step].significant(3)) at step \(step + 1), "
            + "\((run.losses[step] / run.start.mean).significant(3)) times that of the start")
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
  /// The mean of a batch's loss before the first step, and its standard deviation.
  var start: (mean: Double, deviation: Double) { Self.statistics(of: startLosses) }

  /// The step of the largest loss, from 0, if a batch cost three times as much as at the start: what the doctor calls
  /// an explosion, seen even where the loss comes back. Nil for none.
  var leap: Int? {
    guard let largest = losses.max(), largest > 3 * start.mean else { return nil }
    return losses.firstIndex(of: largest)
  }

  private static func statistics(of values: [Double]) -> (mean: Double, deviation: Double) {
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    return (mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot())
  }

  /// What came of it, in two words: the doctor's, else where the last quarter of the losses lies beside the start's.
  package var verdict: String {
    switch diagnosis?.kind {
    case .tooLow: return "too low"
    case .tooHigh: return "too high"
    case nil: break
    }
    if isBroken || leap != nil { return "too high" }
    let last = losses.suffix(max(1, losses.count / 4))
    let change = Self.statistics(of: Array(last)).mean - start.mean
    // More than a tenth, and more than two deviations of a mean of so many batches.
    let least = max(
      0.1 * start.mean, 2 * start.deviation / Double(last.count).squareRoot())
    return change < -least ? "falls" : change > least ? "rises" : "flat"
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
