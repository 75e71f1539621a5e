import FoveaReport

extension WeightPenalties {
  /// A line a penalty.
  package var answer: Answer {
    var table = Table([
      .text("penalty"), .number("exactly 0 %"), .number("mean |w|"), .number("test Acc@1"),
    ])
    for outcome in outcomes {
      table.append(
        outcome.name, outcome.sparsity.percent, outcome.meanMagnitude.fixed(5),
        outcome.top1.percent)
    }
    var answer = Answer()
    answer.show(table)
    answer.remark(
      "only the proximal step makes weights exactly 0: steps along the gradient of L1 swing around it"
    )
    let chart = histogram
    answer.pictures = [
      Picture("penalties", chart.svg, parts: [chart.svg(width: 400, height: 300)])
    ]
    return answer
  }
}

extension Topic {
  package static let penalties = Topic(
    "penalties", .regularization, "L2 makes weights small, L1 makes them exactly zero.",
    story: """
      A penalty on the weights is added to the loss. L2 pulls each weight back in proportion to its size, so all get \
      smaller and none becomes 0. L1 pulls all by the same amount, so those that are of little use end at 0 and what \
      is left is a selection of features. Biases are left out.
      """
  ) { try WeightPenalties().answer }
}
