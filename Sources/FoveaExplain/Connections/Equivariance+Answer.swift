import FoveaReport

extension Equivariance {
  /// Errors by layer and shift.
  package var answer: Answer {
    var answer = Answer()
    answer.remark("largest |f(shift(x)) - shift(f(x))|, by the largest output")
    var table = Table([.text("layer")] + shifts.map { .number("shift \($0)") })
    for row in rows {
      table.append([row.name] + row.errors.map { $0 < 1e-5 ? $0 == 0 ? "0" : "~0" : $0.fixed(3) })
    }
    answer.show(table)
    answer.remark("~0: rounding, below 1e-5. Borders are left out, where new pixels come in.")
    answer.pictures = [
      Picture(
        "equivariance",
        BarChart(
          "What does not move along", unit: "largest error by the largest output",
          groups: rows.map(\.name),
          series: shifts.enumerated().map { index, shift in
            .init("shift by \(shift)", isMuted: index == 0)
          }, panels: [.init("", values: rows.map { $0.errors.map { $0 } })]
        ).svg(plotWidth: 150))
    ]
    return answer
  }
}

extension Topic {
  package static let equivariance = Topic(
    "equivariance", .why, "What moves in the picture moves in the output.",
    story: """
      All places use the same kernel, so a pattern that moves by a pixel is found a pixel further, and nothing else \
      changes. Pooling at stride 1 does the same; at stride 2 only every other shift comes out as a whole number of \
      places. A dense layer knows nothing of neighbours: for it the moved picture is another picture.
      """, arguments: "--shift 1,2,3"
  ) { Equivariance().answer }
}
