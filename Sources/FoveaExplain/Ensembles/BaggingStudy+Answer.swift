import FoveaReport

extension BaggingStudy {
  /// A line for each number of members.
  package var answer: Answer {
    var answer = Answer()
    var table = Table([
      .number("members"), .number("error"), .number("squared error"), .number("formula"),
      .number("cost"),
    ])
    for row in rows {
      table.append(
        "\(row.count)", "\(row.error.percent) %", row.squaredError.fixed(6),
        row.expected.fixed(6), "x\(row.count)")
    }
    answer.show(table)
    let (v, c) = (evaluation.squaredError.variance, evaluation.squaredError.covariance)
    answer.remark(
      "formula: v / k + (k - 1) / k c, with v = \(v.fixed(6)), c = \(c.fixed(6)): errors correlate by "
        + correlation.fixed(2))
    answer.remark(
      "best member \((1 - evaluation.members[evaluation.best].top1).percent) %, all by vote "
        + "\((1 - evaluation.vote.top1).percent) %")
    answer.remark("cost: time and memory of one network, so many times")
    let chart = LineChart(
      "Bagging", xLabel: "members", yLabel: "% of test pictures taken for another class",
      series: [LineChart.Series("error", values: rows.map { 100 * $0.error })])
    let squares = LineChart(
      "Squared error and formula", xLabel: "members",
      yLabel: "measured lies under the formula's curve",
      series: [
        LineChart.Series("measured", values: rows.map(\.squaredError)),
        LineChart.Series("v / k + (k - 1) / k c", values: rows.map(\.expected)),
        LineChart.Series("v / k, if independent", values: rows.map { v / Double($0.count) }),
      ])
    answer.pictures = [("error", chart), ("squared-error", squares)].map { name, chart in
      Picture(name, chart.svg, parts: [chart.svg(width: 400, height: 300)])
    }
    return answer
  }
}

extension Topic {
  package static let bagging = Topic(
    "bagging", .ensembles, "Error by number of members, correlation, and the formula.",
    story: """
      Each network learns from a sample of the pictures, drawn with replacement, and all vote or average. Errors that \
      are independent cancel out, those that all make stay: how much is won is a matter of correlation, not of \
      numbers. It costs as many times the time and memory as there are members, which is why results of ensembles are \
      to be told apart from those of single networks.
      """, arguments: "--members 6"
  ) { try BaggingStudy().answer }
}
