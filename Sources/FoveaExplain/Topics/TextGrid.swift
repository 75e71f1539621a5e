import FoveaReport

/// Numbers as lines of a terminal.
package enum TextGrid {
  /// A matrix, a line a row; marked numbers stand in brackets.
  static func lines(
    _ values: [[Double]], isMarked: (_ row: Int, _ column: Int) -> Bool = { _, _ in false }
  ) -> [String] {
    let texts = values.map { $0.map(short) }
    let width = texts.joined().map(\.count).max() ?? 0
    return texts.enumerated().map { row, cells in
      cells.enumerated().map { column, text in
        let padded = String(repeating: " ", count: width - text.count) + text
        return isMarked(row, column) ? "[\(padded)]" : " \(padded) "
      }.joined()
    }
  }

  /// Blocks of lines beside each other, each under its heading.
  static func beside(_ blocks: [(heading: String, lines: [String])], gap: Int = 3) -> [String] {
    let columns = blocks.map { [$0.heading] + $0.lines }
    let height = columns.map(\.count).max() ?? 0
    return (0..<height).map { row in
      columns.map { lines in
        let width = lines.map(\.count).max() ?? 0
        return (row < lines.count ? lines[row] : "").fitted(to: width)
      }.joined(separator: String(repeating: " ", count: gap))
    }
  }

  /// A number as short as it can be read: "3", "-0.25".
  static func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : value.significant(3)
  }
}
