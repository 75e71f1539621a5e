import FoveaKernels
import FoveaReport

extension BatchNormStudy {
  /// Channels before and after, and the running averages beside what they are of.
  package func answer(scale: Double, shift: Double) -> Answer {
    var answer = Answer()
    answer.remark("mean +- deviation over the last batch, a channel a line")
    var table = Table([
      .text("channel"), .text("convolution"), .text("normalised"),
      .text("times \(TextGrid.short(scale)), plus \(TextGrid.short(shift))"), .text("inference"),
    ])
    for (place, channel) in channels.enumerated() {
      let values = [channel.before, channel.normalized, channel.scaled, channel.inference]
      table.append(["\(place + 1)"] + values.map { Spread($0).text })
    }
    answer.show(table)
    answer.say("", "running averages after \(batchMeans.count) batches, for inference")
    var averages = Table([.text("channel"), .text("running"), .text("of all pictures")])
    for (place, channel) in channels.enumerated() {
      averages.append("\(place + 1)", channel.running.text, channel.all.text)
    }
    answer.show(averages)
    answer.remark(
      "the same picture among others changes by \(changeInTraining.significant(2)) in training, "
        + "by \(changeInInference.significant(2)) in inference; folded into the convolution: off by "
        + foldingError.significant(2))
    let chart = histograms
    let averaging = averaging
    answer.pictures = [
      Picture("batch-norm", chart.svg, parts: chart.pairs.map(\.svg)),
      Picture("running", averaging.svg, parts: [averaging.svg(width: 400, height: 300)]),
    ]
    return answer
  }

  /// Each channel before, normalised, and with scale and shift, on one axis.
  var histograms: PanelGrid {
    let largest =
      channels.flatMap { [$0.before, $0.normalized, $0.scaled] }
      .map { values in
        let spread = Spread(values)
        return spread.mean.magnitude + 3 * spread.deviation
      }.max() ?? 1
    let reach = max(1, largest.rounded(.up))
    let stages: [(String, (Channel) -> [Scalar])] = [
      ("the convolution's", { $0.before }), ("normalised", { $0.normalized }),
      ("scaled, shifted", { $0.scaled }),
    ]
    return PanelGrid(
      "Batch normalisation", note: "how often each value occurs", isFilled: true,
      rows: stages.map { name, values in
        PanelGrid.Row(
          name,
          panels: channels.enumerated().map { place, channel in
            PanelGrid.Panel(
              "channel \(place + 1)", note: Spread(values(channel)).text,
              histogram: Self.counts(values(channel), within: reach), over: -reach...reach)
          }, xRange: -reach...reach, yRange: 0...1.05)
      })
  }

  /// How many values lie in each of 40 equal parts from -reach to reach; none of those beyond.
  static func counts(_ values: [Scalar], within reach: Double) -> [Int] {
    var counts = [Int](repeating: 0, count: 40)
    for value in values where Double(value).magnitude < reach {
      let share = (Double(value) / reach + 1) / 2
      counts[min(Int(share * Double(counts.count)), counts.count - 1)] += 1
    }
    return counts
  }

  /// The first channel's mean, batch by batch.
  var averaging: LineChart {
    LineChart(
      "The mean of channel 1", xLabel: "batch", yLabel: "what the convolution gives",
      series: [
        LineChart.Series("of the batch", values: batchMeans),
        LineChart.Series("running", values: runningMeans),
        LineChart.Series(
          "of all pictures", values: batchMeans.map { _ in channels[0].all.mean }),
      ])
  }
}

extension BatchNormStudy.Spread {
  /// As in "0.12 +- 3.40".
  var text: String { "\(mean.places(2)) +- \(deviation.fixed(2))" }
}

extension Topic {
  package static let batchNorm = Topic(
    "batch-norm", .regularization, "Batch normalisation: channels before and after.",
    story: """
      Each channel gets mean 0 and deviation 1 over the batch, then a scale and a shift that are learned, so that the \
      layer can still give whatever suits the next one. Training takes the batch's own mean and deviation: what a \
      picture becomes depends on the company that it is in, a noise that regularises. Inference must not depend on \
      company. It takes running averages from training, and is then a fixed factor and summand, which go into the \
      convolution's weights.
      """, arguments: "--batch 32 --scale 2 --shift 1"
  ) { try BatchNormStudy().answer(scale: 2, shift: 1) }
}
