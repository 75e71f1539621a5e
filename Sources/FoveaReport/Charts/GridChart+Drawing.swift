extension GridChart {
  /// The chart as an SVG file. Each grid is shaded from 0 to its own largest magnitude, or to its reach; negative
  /// numbers have another colour.
  public var svg: String {
    let gap = 32.0
    let heading = 26.0
    let tops = note.isEmpty ? 40.0 : 58.0
    let count = min(columns, panels.count)
    let rows = stride(from: 0, to: panels.count, by: count).map { first in
      Array(panels[first..<min(first + count, panels.count)])
    }
    let widths: [[Double]] = rows.map { row in row.map(panelWidth) }
    let heights: [Double] = rows.map { row in
      heading + cell * Double(row.map(\.values.count).max() ?? 0)
    }
    let rowWidths: [Double] = widths.map { row in
      row.reduce(0, +) + gap * Double(row.count - 1)
    }
    let width = max(
      40 + (rowWidths.max() ?? 0), SVG.width(titled: title), 40 + SVG.textWidth(note))
    var svg = SVG(
      width: width, height: tops + heights.reduce(0, +) + 12 * Double(rows.count - 1) + 24)
    svg.text(title, "title", x: 20, y: 28)
    svg.text(note, "note", x: 20, y: 46)
    var top = tops
    for (place, row) in rows.enumerated() {
      var left = 20.0
      for (panel, width) in zip(row, widths[place]) {
        svg.text(panel.title, "panel", x: left, y: top + heading - 10)
        draw(panel, left: left, top: top + heading, &svg)
        left += width + gap
      }
      top += heights[place] + 12
    }
    return svg.document(title: title)
  }

  private func panelWidth(_ panel: Panel) -> Double {
    max(cellWidth * Double(panel.values[0].count), SVG.textWidth(panel.title))
  }

  /// The widest number, in letters of one pixel; 0 where none is written.
  private var numberWidth: Double {
    guard cell >= 20 else { return 0 }
    let numbers = panels.flatMap { $0.values.joined() }.compactMap { $0 }.filter(\.isFinite)
    // Points and signs are about half as wide as digits.
    return numbers.map { chartNumber($0).reduce(0) { $0 + ($1.isNumber ? 0.64 : 0.36) } }.max() ?? 0
  }

  /// Whether numbers are written small: in large squares, or where large letters do not fit.
  private var isSmall: Bool { cell > 40 || 12 * numberWidth > cell - 2 }

  /// The width of a square: wider than high where even small letters take more.
  private var cellWidth: Double { max(cell, (isSmall ? 10 : 12) * numberWidth + 3) }

  private func draw(_ panel: Panel, left: Double, top: Double, _ svg: inout SVG) {
    let largest = panel.values.joined().compactMap { $0.map(abs) }.max() ?? 0
    let reach = max(panel.reach ?? largest, .leastNormalMagnitude)
    let (cellWidth, style) = (cellWidth, isSmall ? "value" : "")
    for (row, values) in panel.values.enumerated() {
      for (column, value) in values.enumerated() {
        let (x, y) = (left + Double(column) * cellWidth, top + Double(row) * cell)
        let value = value ?? .nan
        // Never so dark that the number cannot be read on it.
        let shade = value.isFinite ? 0.04 + 0.56 * min(1, abs(value) / reach) : 0.15
        svg.add(
          "rect",
          [
            ("class", value.isFinite ? value < 0 ? "c1" : "c0" : "muted"),
            ("fill-opacity", SVG.number(shade)), ("x", SVG.number(x)), ("y", SVG.number(y)),
            ("width", SVG.number(cellWidth - min(2, cell / 8))),
            ("height", SVG.number(cell - min(2, cell / 8))),
          ])
        guard cell >= 20, value.isFinite else { continue }
        svg.text(
          chartNumber(value), style, x: x + cellWidth / 2 - 1, y: y + cell / 2 + 4,
          anchor: .middle)
      }
    }
    for frame in panel.frames {
      svg.add(
        "rect",
        [
          ("class", "curve c1"), ("x", SVG.number(left + Double(frame.column) * cellWidth - 1)),
          ("y", SVG.number(top + Double(frame.row) * cell - 1)),
          ("width", SVG.number(Double(frame.width) * cellWidth)),
          ("height", SVG.number(Double(frame.height) * cell)),
        ])
    }
  }
}
