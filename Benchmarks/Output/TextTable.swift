import FoveaReport

/// Lines with aligned columns, written one by one as results come in: so widths are given beforehand.
struct TextTable {
  /// A column.
  struct Column {
    let heading: String
    let width: Int
    let isNumber: Bool

    /// Words, aligned left.
    static func text(_ heading: String, _ width: Int) -> Column {
      Column(heading: heading, width: max(width, heading.count), isNumber: false)
    }

    /// Numbers, aligned right.
    static func number(_ heading: String, _ width: Int) -> Column {
      Column(heading: heading, width: max(width, heading.count), isNumber: true)
    }
  }

  let columns: [Column]

  /// The headings, and a line under them.
  var head: String {
    line(columns.map(\.heading)) + "\n"
      + line(columns.map { String(repeating: "-", count: $0.width) })
  }

  /// A row of as many cells as there are columns. A cell wider than its column keeps all its letters.
  func line(_ cells: [String]) -> String {
    precondition(cells.count == columns.count)
    let padded = zip(columns, cells).map { column, cell in
      cell.fitted(to: max(column.width, cell.count), isNumber: column.isNumber)
    }
    return padded.joined(separator: "  ").trimmingEnd
  }
}
