import FoveaReport

extension ClassChanges {
  /// A line an augmentation.
  package var answer: Answer {
    var answer = Answer()
    var table = Table([
      .shortened("augmentation"), .number("right"), .text("most of a class taken for"),
      .text("declared unsafe"),
    ])
    table.append("none", "\(audit.before.top1.percent) %", "", "")
    for row in audit.rows {
      let moved = changes(row).prefix(4).map {
        "\(classNames[$0.label]) as \(classNames[$0.taken])"
      }
      table.append(
        row.recipe.description, "\(row.after.top1.percent) %",
        moved.isEmpty ? "-" : moved.joined(separator: ", "), row.danger ?? "-")
    }
    answer.show(table)
    let mirrored = examples.map { "\($0.name) \($0.change) is taken for \($0.taken)" }
    for first in stride(from: 0, to: mirrored.count, by: 2) {
      answer.remark(mirrored[first..<min(first + 2, mirrored.count)].joined(separator: ", "))
    }
    answer.remark(
      "\(audit.before.count.counted("picture")) of \(classNames.count) characters of seven segments, drawn here. "
        + "Training refuses what is declared unsafe.")
    answer.pictures = [
      Picture("characters", pictures),
      Picture(
        "augmentation",
        BarChart(
          "Right after augmentation", unit: "% of pictures", name: "right",
          bars: [("none", 100 * audit.before.top1)]
            + audit.rows.map { ($0.recipe.description, 100 * $0.after.top1) }
        ).svg(plotWidth: 180)),
    ]
    return answer
  }

  /// The letters and digits beside what became of them.
  private var pictures: String {
    GridChart(
      "Another character", note: "and what the network takes it for", cell: 6, columns: 2,
      panels: examples.flatMap { example in
        [
          GridChart.Panel(example.name, values: example.before.rows),
          GridChart.Panel("\(example.change): \(example.taken)", values: example.after.rows),
        ]
      }
    ).svg
  }
}

extension Topic {
  package static let augmentation = Topic(
    "augmentation", .regularization, "Which augmentations change the class: b and d, 6 and 9.",
    story: """
      The check-point: a b in a mirror is a d, and a 6 that is turned by half a circle is a 9, so text is not to be \
      mirrored or turned. Pictures that are shifted, tilted or brightened still show the same. What a trained network \
      takes the changed pictures for tells which: two classes that are taken for each other look alike. A data \
      set here declares what changes its classes, and training refuses it.
      """
  ) { try ClassChanges().answer }
}
