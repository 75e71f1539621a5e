import FoveaReport
import FoveaTensor

extension NetworkStages {
  /// A line a step, what pooling saves, and what the network says.
  package var answer: Answer {
    var answer = Answer()
    var table = Table([
      .text("stage"), .text("step"), .text("output"), .number("parameters"),
      .number("multiply-adds"), .number("saved below"),
    ])
    table.append("", "picture", text(picture.shape), "", "", "")
    for step in steps {
      table.append(
        step.stage.map { "\($0)" } ?? "", step.kind.rawValue, text(step.output.shape),
        step.parameters == 0 ? "-" : step.parameters.grouped,
        step.multiplyAdds == 0 ? "-" : step.multiplyAdds.grouped,
        step.saved.map(\.grouped) ?? "-")
    }
    answer.show(table)
    answer.remark(
      "saved below: parameters that the dense layer need not have. Without any pooling it would have "
        + "\(denseWithoutPooling.grouped), with it it has \(denseParameters.grouped)")
    answer.remark(
      "the picture shows: \(label); the network says: "
        + classes.prefix(3).map { "\($0.name) \($0.probability.fixed(2))" }.joined(separator: ", "))
    let parts = (1...2).map { chart(cell: 6, stages: $0...$0) }
    answer.pictures = [
      Picture("stages", chart(cell: 8, stages: 1...2), parts: parts),
      Picture(
        "classes",
        BarChart(
          "\(label): what the network says", unit: "probability",
          groups: classes.map(\.name), series: [.init("probability")],
          panels: [.init("", values: classes.map { [$0.probability] })]
        ).svg(plotWidth: 180)),
    ]
    return answer
  }

  private func text(_ shape: Shape) -> String {
    shape.dimensions.map { "\($0)" }.joined(separator: "x")
  }

  /// The picture, and the first three maps of each step.
  private func chart(cell: Double, stages: ClosedRange<Int>) -> String {
    let shown = 3
    var panels: [GridChart.Panel] = []
    if stages.contains(1) {
      let padded = steps.first { $0.kind == .padding }
      panels = [
        GridChart.Panel("picture", values: picture.map(0)),
        GridChart.Panel(
          "padded", values: padded.map { framed($0.output) } ?? picture.map(0)),
        GridChart.Panel("kernel 1", values: kernel.rows),
      ]
    }
    for stage in stages {
      let own = steps.filter { $0.stage == stage && $0.kind != .padding }
      for step in own {
        // Convolution and detector in the same colours, so that one sees what the detector takes away.
        let common = step.kind == .detector ? own.first { $0.kind == .convolution } : nil
        for place in 0..<min(shown, step.output.shape[2]) {
          let reach = (common ?? step).output.channel(place).largestMagnitude
          panels.append(
            GridChart.Panel(
              "\(stage) \(step.kind.rawValue)", values: step.output.map(place),
              reach: max(reach, 1e-6)))
        }
      }
    }
    return GridChart(
      stages.count > 1 ? "\(label), stage by stage" : "\(label), stage \(stages.lowerBound)",
      note: "three maps each; blue above 0, orange below", cell: cell, columns: shown,
      panels: panels
    ).svg
  }

  /// A padded picture, whose zeros at the border are empty squares.
  private func framed(_ padded: Tensor) -> [[Double?]] {
    let (top, left) = (
      (padded.shape[0] - picture.shape[0]) / 2, (padded.shape[1] - picture.shape[1]) / 2
    )
    return padded.map(0).enumerated().map { y, row in
      row.enumerated().map { x, value in
        (top..<top + picture.shape[0]).contains(y) && (left..<left + picture.shape[1]).contains(x)
          ? value : nil
      }
    }
  }
}

extension Tensor {
  /// One channel of [height, width, channels], [height, width].
  fileprivate func channel(_ place: Int) -> Tensor {
    slice(axis: 2, place..<place + 1).reshaped(shape[0], shape[1])
  }

  /// One channel's rows.
  fileprivate func map(_ channel: Int) -> [[Double?]] {
    self.channel(channel).rows.map { $0.map { $0 } }
  }
}

extension Topic {
  package static let stages = Topic(
    "stages", .picture, "A picture on its way: convolution, detector, pooling, dense.",
    story: """
      Several kernels give several maps, linear in the picture. The detector keeps what is above 0. Pooling puts one \
      number for four: the maps that come after are smaller, and so is the row that they are flattened to. Pooling has \
      no parameters and takes none from a convolution; what it saves is in the dense layer, which has a weight for \
      every number of that row and every class. It is a choice: without it everything works, and costs more.
      """, arguments: "--size 12 --pooling max"
  ) { try NetworkStages().answer }
}
