/// Grids of numbers as squares, the darker the larger: kernels, and what they make of small pictures.
public struct GridChart: Sendable {
  /// One grid.
  public struct Panel: Hashable, Sendable {
    /// Its heading.
    public let title: String
    /// The numbers, row by row; rows are as long as each other.
    public let values: [[Double]]

    /// A grid of numbers. Traps when rows differ in length or there are none.
    public init(_ title: String, values: [[Double]]) {
      guard let first = values.first, !first.isEmpty, values.allSatisfy({ $0.count == first.count })
      else { fatalError("GridChart: rows of one length expected, received \(values.map(\.count))") }
      self.title = title
      self.values = values
    }
  }

  /// The heading.
  public let title: String
  /// One line about it.
  public let note: String
  /// The grids, side by side, at least one.
  public let panels: [Panel]

  /// A chart of the given grids.
  public init(_ title: String, note: String = "", panels: [Panel]) {
    if panels.isEmpty { fatalError("GridChart: a panel expected") }
    self.title = title
    self.note = note
    self.panels = panels
  }

  /// The chart as an SVG file. Each grid is shaded from 0 to its own largest magnitude; negative numbers have
  /// another colour.
  public var svg: String {
    let cell = 44.0
    let tops = 84.0
    let widths = panels.map { max(Double($0.values[0].count) * cell, SVG.textWidth($0.title)) }
    let heights = panels.map { Double($0.values.count) * cell }
    let width = max(
      40 + widths.reduce(0, +) + 32 * Double(panels.count - 1),
      40 + 1.35 * SVG.textWidth(title), 40 + SVG.textWidth(note))
    var svg = SVG(width: width, height: tops + (heights.max() ?? 0) + 24)
    svg.text(title, "title", x: 20, y: 28)
    svg.text(note, "note", x: 20, y: 46)
    var left = 20.0
    for (panel, width) in zip(panels, widths) {
      svg.text(panel.title, "panel", x: left, y: tops - 10)
      draw(panel, left: left, top: tops, cell: cell, &svg)
      left += width + 32
    }
    return svg.document(title: title)
  }

  private func draw(
    _ panel: Panel, left: Double, top: Double, cell: Double, _ svg: inout SVG
  ) {
    let reach = max(panel.values.joined().map(abs).max() ?? 0, .leastNormalMagnitude)
    for (row, values) in panel.values.enumerated() {
      for (column, value) in values.enumerated() {
        let (x, y) = (left + Double(column) * cell, top + Double(row) * cell)
        // Never so dark that the number cannot be read on it.
        svg.add(
          "rect",
          [
            ("class", value < 0 ? "c1" : "c0"),
            ("fill-opacity", SVG.number(0.04 + 0.56 * abs(value) / reach)),
            ("x", SVG.number(x)), ("y", SVG.number(y)), ("width", SVG.number(cell - 2)),
            ("height", SVG.number(cell - 2)),
          ])
        svg.text(
          chartNumber(value), "value", x: x + cell / 2 - 1, y: y + cell / 2 + 3, anchor: .middle)
      }
    }
  }
}
