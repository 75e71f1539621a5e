import FoveaReport

extension LayerCost {
  /// The three beside each other.
  package var answer: Answer {
    var answer = Answer()
    let isMeasured = rows.allSatisfy { $0.milliseconds != nil }
    var table = Table(
      [
        .text("layer"), .number("parameters"), .number("bytes"), .number("multiply-adds"),
      ] + (isMeasured ? [.number("ms a picture")] : []))
    for row in rows {
      table.append(
        [
          row.name, row.parameters.grouped, row.bytes.bytes, row.multiplyAdds.grouped,
        ] + (row.milliseconds.map { [$0.significant(3)] } ?? []))
    }
    answer.show(table)
    answer.say("\(text(input.dimensions)) to \(text(output.dimensions)), with biases")
    func picture(
      _ name: String, _ title: String, _ unit: String, _ value: (Row) -> Int
    ) -> Picture {
      Picture(
        name,
        BarChart(
          title, unit: unit, scale: .logarithmic, name: title,
          bars: rows.map { ($0.name, Double(value($0))) }
        ).svg(plotWidth: 200))
    }
    answer.pictures = [
      picture("parameters", "Parameters", "numbers", \.parameters),
      picture("multiply-adds", "Multiply-adds", "for one picture", \.multiplyAdds),
    ]
    return answer
  }

  private func text(_ extents: [Int]) -> String {
    extents.map { "\($0)" }.joined(separator: "x")
  }
}

extension Topic {
  package static let cost = Topic(
    "cost", .why, "What convolution, unshared and dense layers take.",
    story: """
      Looking at few inputs saves operations, sharing weights saves parameters. The unshared layer does as many \
      operations as the convolution, but keeps a kernel for every place; the dense layer keeps a weight for every \
      pair of numbers. The command also measures the time, which differs from run to run and is left out here.
      """, arguments: "--input 28 --kernels 8"
  ) { try LayerCost().answer }
}
