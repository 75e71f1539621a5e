import FoveaReport
import FoveaTensor

extension StrideCost {
  /// Sizes, counts and accuracies, a line a stride.
  package var answer: Answer {
    var answer = Answer()
    var table = Table([
      .number("stride"), .text("map"), .number("conv parameters"), .number("dense parameters"),
      .number("multiply-adds"), .number("right, %"),
    ])
    for row in rows {
      table.append(
        "\(row.stride)", row.map.dimensions.map { "\($0)" }.joined(separator: "x"),
        row.convolutionParameters.grouped, row.denseParameters.grouped, row.multiplyAdds.grouped,
        row.accuracy.percent)
    }
    answer.show(table)
    answer.remark("right: of 500 test pictures, after the same training from the same seed")
    answer.pictures = [
      Picture(
        "stride",
        BarChart(
          "What a stride costs", unit: "multiply-adds, and parameters", scale: .logarithmic,
          groups: rows.map { "stride \($0.stride)" },
          series: [.init("multiply-adds"), .init("dense"), .init("conv")],
          panels: [
            .init(
              "",
              values: rows.map {
                [
                  Double($0.multiplyAdds), Double($0.denseParameters),
                  Double($0.convolutionParameters),
                ]
              })
          ]
        ).svg(plotWidth: 240)),
      Picture(
        "accuracy",
        BarChart(
          "What it loses", unit: "% of the test pictures right",
          groups: rows.map { "stride \($0.stride)" }, series: [.init("right")],
          panels: [.init("", values: rows.map { [100 * $0.accuracy] })]
        ).svg(plotWidth: 240)),
    ]
    return answer
  }
}

extension Topic {
  package static let strides = Topic(
    "strides", .convolution, "What a stride costs, saves, and loses.",
    story: """
      The stride is a choice of whoever designs the network. At stride 2 the window looks at every other place down \
      and across, so the map has a quarter of the numbers, and so have the multiply-adds and the dense layer behind \
      it. The kernels stay as they are: a stride saves none of their weights. What lies between two places is looked \
      at by fewer windows, and where the stride is larger than the kernel, by none.
      """, arguments: "--stride 1,2,4"
  ) { try StrideCost().answer }
}
