import FoveaReport
import FoveaTensor

extension PoolingGallery {
  /// The matrix and what becomes of it, as many beside each other as fit.
  package var answer: Answer {
    var answer = Answer()
    let blocks =
      [(heading: "input", lines: TextGrid.lines(input.rows))]
      + rows.map { (heading: $0.name, lines: TextGrid.lines($0.output.rows)) }
    answer.say(TextGrid.flowing(blocks))
    answer.say("")
    answer.remark(
      "window \(choices.window), stride \(choices.stride); overlapping: stride 1; rectangle: a "
        + "column more; Lp: p = \(Double(choices.exponent).significant(3)); adaptive: to \(choices.grid); "
        + "fractional: by \(choices.factor.significant(3)), windows by chance")
    answer.pictures = [
      Picture("pooling", chart(cell: 30, columns: 5), parts: [chart(cell: 26, columns: 2)])
    ]
    return answer
  }

  private func chart(cell: Double, columns: Int) -> String {
    // One reach, so that a colour means the same number everywhere.
    let reach = rows.map(\.output.largestMagnitude).max() ?? 1
    let window = GridChart.Frame(
      row: 0, column: 0, height: choices.window.height, width: choices.window.width)
    return GridChart(
      "Kinds of pooling", note: "the darker the larger", cell: cell, columns: columns,
      panels: [
        GridChart.Panel("input, a window", values: input.rows, frames: [window], reach: reach)
      ] + rows.map { GridChart.Panel($0.name, values: $0.output.rows, reach: reach) }
    ).svg
  }
}

extension TextGrid {
  /// Blocks of lines under their headings, beside each other while they fit, then below after an empty line.
  static func flowing(
    _ blocks: [(heading: String, lines: [String])], width: Int = 78, gap: Int = 3
  ) -> [String] {
    var rows: [[(heading: String, lines: [String])]] = [[]]
    var used = 0
    for block in blocks {
      let own = ([block.heading] + block.lines).map(\.count).max() ?? 0
      if used + own > width, used > 0 {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(block)
      used += own + gap
    }
    return rows.enumerated().flatMap { place, row in
      (place == 0 ? [] : [""]) + beside(row, gap: gap)
    }
  }
}

extension Topic {
  package static let pooling = Topic(
    "pooling", .picture, "One matrix through every kind of pooling.",
    story: """
      Pooling puts one number for a neighbourhood: its maximum, the mean of a rectangle, or another summary. Windows \
      may overlap. What they leave at the border stays unseen, or gets a smaller window of its own; around the matrix \
      there may be zeros, which count in a mean or do not. Between sum and maximum lie the p-norms. Adaptive pooling \
      is told what is to come out, global pooling leaves one number. Stochastic pooling draws an element in proportion \
      to its size in training and takes the mean by these odds after; fractional pooling shrinks by a factor that is no \
      whole number.
      """, arguments: "--window 2 --stride 2"
  ) { try PoolingGallery().answer }
}
