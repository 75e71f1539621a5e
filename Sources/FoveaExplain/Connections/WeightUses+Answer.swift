import FoveaReport

extension WeightUses {
  /// Uses by layer, and the gradients of what two layers share.
  package var answer: Answer {
    var answer = Answer()
    var table = Table([
      .text("layer"), .number("connections"), .number("parameters"),
      .number("uses of the central weight"),
    ])
    for row in rows {
      table.append(
        row.name, row.connections.count.grouped, row.parameters.grouped, "\(row.uses.count)")
    }
    answer.show(table)
    answer.say("")
    answer.remark("two layers that share the kernel: \(tied.parameters) parameters together")
    var gradients = Table([
      .text("gradient of"), .number("the first's"), .number("the second's"),
      .number("the one they share"),
    ])
    for (place, together) in tied.together.enumerated() {
      gradients.append(
        ["weight \(place + 1)"] + tied.separate.map { $0[place].places(3) } + [together.places(3)])
    }
    answer.show(gradients)
    answer.remark("the last column is the sum of the others: trained by what both places need")
    answer.pictures = rows.map { Picture($0.name, diagram($0)) }
    return answer
  }

  private func diagram(_ row: Row) -> String {
    let uses = Set(row.uses)
    return LayerDiagram(
      "\(row.name): one weight, \(row.uses.count.counted("use"))",
      note: "\(row.connections.count) connections, \(row.parameters) parameters",
      rows: [
        .init("input", (0..<units).map { _ in .init() }),
        .init("output", (0..<units).map { _ in .init() }),
      ],
      edges: row.connections.map {
        LayerDiagram.Edge(row: 0, lower: $0.input, upper: $0.output, isMarked: uses.contains($0))
      }
    ).svg
  }
}

extension Topic {
  package static let sharing = Topic(
    "sharing", .why, "One weight, used at every place: tied weights.",
    story: """
      The central weight of a kernel stands between every input and the output above it; in a dense layer each weight \
      stands between one pair and is used once. Weights that are the same in several places are called tied. Training \
      adds up what all of their places need, so a pattern that is learned in one place is known in all. Whole layers \
      can share theirs in the same way.
      """, arguments: "--units 5 --kernel 3"
  ) { try WeightUses().answer }
}
