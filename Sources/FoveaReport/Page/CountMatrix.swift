/// How often each thing was taken for each, as a table whose cells are the darker the larger their share of the row.
///
/// Unlike `HeatMap` it keeps its letters' size in a narrow window; for up to a dozen things.
public struct CountMatrix: Sendable {
  /// What the things are called.
  public let names: [String]
  /// [things][things]: row by row how often it was taken for what.
  public let counts: [[Int]]

  /// A matrix. Traps when it is not as wide and high as there are names.
  public init(names: [String], counts: [[Int]]) {
    if counts.map(\.count) != names.map({ _ in names.count }) {
      fatalError(
        "CountMatrix: \(names.count) rows and columns expected, received \(counts.map(\.count))")
    }
    self.names = names
    self.counts = counts
  }

  /// The table; columns are headed by the number of their row, counted from 0.
  public var html: HTML {
    let heading =
      [HTML.element("th", [], .text("class"))]
      + names.indices.map { .element("th", [("title", names[$0])], .text("\($0)")) }
    let rows = names.indices.map { row in
      HTML.element(
        "tr", [],
        .element("th", [("title", names[row])], .text("\(row) \(names[row])")),
        .all(names.indices.map { cell(row, $0) }))
    }
    return .element(
      "table", [("class", "matrix")], .element("thead", [], .element("tr", [], .all(heading))),
      .element("tbody", [], .all(rows)))
  }

  private func cell(_ row: Int, _ column: Int) -> HTML {
    let count = counts[row][column]
    let share = Double(count) / Double(max(1, counts[row].reduce(0, +)))
    // What is right in blue, what is wrong in orange and stronger: it is rarer. Never so strong that the number
    // cannot be read.
    let colour = row == column ? "0,114,178" : "213,94,0"
    let strength = row == column ? 0.55 * share : min(0.7, 0.06 + 2 * share)
    let style = count > 0 ? [("style", "background:rgba(\(colour),\(SVG.number(strength)))")] : []
    let tip = "\(names[row]) taken for \(names[column]): \(count)"
    return .element("td", style + [("title", tip)], .text(count > 0 ? "\(count)" : ""))
  }
}
