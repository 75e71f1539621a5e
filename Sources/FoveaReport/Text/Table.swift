/// Rows under headings, aligned.
package struct Table: Sendable {
  /// A column: its heading, its side, and what may happen to it where there is too little room.
  package struct Column: Sendable {
    package let heading: String
    package let isNumber: Bool
    package let isShortened: Bool

    /// Words, aligned left.
    package static func text(_ heading: String) -> Column {
      Column(heading: heading, isNumber: false, isShortened: false)
    }

    /// Words that are cut off where there is too little room.
    package static func shortened(_ heading: String) -> Column {
      Column(heading: heading, isNumber: false, isShortened: true)
    }

    /// Numbers, aligned right.
    package static func number(_ heading: String) -> Column {
      Column(heading: heading, isNumber: true, isShortened: false)
    }
  }

  package let columns: [Column]
  package private(set) var rows: [[String]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row of as many cells as there are columns.
  package mutating func append(_ cells: String...) { append(cells) }

  /// Adds a row of as many cells as there are columns.
  package mutating func append(_ cells: [String]) {
    precondition(cells.count == columns.count)
    rows.append(cells)
  }

  /// The table in parts that are no wider than `width` columns, each with the first column, which says what a row is
  /// about; a part has one more column at least. Columns that can be shortened count as their headings: they give way.
  package func parts(within width: Int) -> [Table] {
    guard columns.count > 1 else { return [self] }
    let widths = columns.indices.map { column in
      let heading = columns[column].heading.count
      return columns[column].isShortened
        ? heading : max(heading, rows.map { $0[column].count }.max() ?? 0)
    }
    var (groups, used): ([[Int]], Int) = ([[]], widths[0])
    for column in columns.indices.dropFirst() {
      if used + Self.gap + widths[column] > width, !groups[groups.count - 1].isEmpty {
        groups.append([])
        used = widths[0]
      }
      groups[groups.count - 1].append(column)
      used += Self.gap + widths[column]
    }
    return groups.map { group in
      var part = Table(([0] + group).map { columns[$0] })
      for row in rows { part.append(([0] + group).map { row[$0] }) }
      return part
    }
  }

  private static let gap = 2

  /// The table as lines, each ended.
  ///
  /// - Parameter width: the terminal's columns; nil where nobody counts them, and nothing is cut off.
  package func text(width: Int?) -> String {
    let gap = Self.gap
    var widths = columns.indices.map { column in
      (rows.map { $0[column].count } + [columns[column].heading.count]).max() ?? 0
    }
    if let width {
      var excess = widths.reduce(0, +) + gap * (columns.count - 1) - width
      // From the widest, letter by letter: short names stay whole as long as they can.
      let shortened = columns.indices.filter { columns[$0].isShortened }
      while excess > 0, let widest = shortened.max(by: { widths[$0] < widths[$1] }),
        widths[widest] > 4
      {
        widths[widest] -= 1
        excess -= 1
      }
    }
    let lines =
      [columns.map(\.heading), widths.map { String(repeating: "-", count: $0) }] + rows
    return lines.map { cells in
      let line = columns.indices.map { column in
        cells[column].fitted(to: widths[column], isNumber: columns[column].isNumber)
      }
      return line.joined(separator: String(repeating: " ", count: gap)).trimmingEnd + "\n"
    }.joined()
  }
}

extension String {
  /// The text with as many characters as `width` says: filled up with blanks, or cut off.
  package func fitted(to width: Int, isNumber: Bool = false) -> String {
    if count > width { return width > 1 ? prefix(width - 1) + "~" : String(prefix(width)) }
    let blanks = String(repeating: " ", count: width - count)
    return isNumber ? blanks + self : self + blanks
  }

  /// The text without blanks at its end.
  package var trimmingEnd: String {
    String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
  }
}
