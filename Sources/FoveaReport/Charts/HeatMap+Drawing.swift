extension HeatMap {
  /// The map as an SVG file. Cells have 4 to 40 pixels a side, by their number; from 28 on the numbers are
  /// written into them.
  public var svg: String {
    let layout = Layout(self)
    var svg = SVG(width: layout.width, height: layout.height)
    svg.text(title, "title", x: 20, y: 28)
    svg.text(note, "note", x: 20, y: 48)
    for (row, name) in rows.enumerated() where !name.isEmpty {
      let y = layout.y(row) + layout.cell / 2 + 3
      svg.text(name, "tick", x: layout.left - 6, y: y, anchor: .end)
    }
    for (column, name) in columns.enumerated() where !name.isEmpty {
      // Turned, so that names may be longer than a cell is wide.
      let (x, y) = (layout.x(column) + layout.cell / 2 + 3, layout.top - 6)
      svg.add(
        "text",
        [
          ("class", "tick"),
          ("transform", "translate(\(SVG.number(x)) \(SVG.number(y))) rotate(-60)"),
        ], text: name)
    }
    for row in rows.indices { drawRow(row, layout, &svg) }
    drawScale(layout, &svg)
    return svg.document(title: title)
  }

  /// Draws a row's cells; of small ones those that are 0, nearly all of a large confusion matrix, as one strip.
  private func drawRow(_ row: Int, _ layout: Layout, _ svg: inout SVG) {
    var column = 0
    while column < columns.count {
      var end = column + 1
      if layout.isSmall, values[row][column] == 0 {
        while end < columns.count, values[row][end] == 0 { end += 1 }
      }
      draw(row, column..<end, layout, &svg)
      column = end
    }
  }

  /// Draws cells of one value side by side, small ones where there are several.
  private func draw(_ row: Int, _ places: Range<Int>, _ layout: Layout, _ svg: inout SVG) {
    let column = places.lowerBound
    guard let value = values[row][column], value.isFinite else { return }
    let (x, y) = (layout.x(column), layout.y(row))
    // Small cells touch; a hair more, so that no lines show between them.
    let side = layout.isSmall ? layout.cell + 0.2 : layout.cell - 1
    let names = [rows[row], columns[column]].filter { !$0.isEmpty }
    let tip =
      names.count == 2 && places.count == 1
      ? "\(names[0]), \(names[1]): \(chartNumber(value))" : nil
    svg.add(
      "rect",
      [
        ("fill", colours.colour(value)), ("x", SVG.number(x)), ("y", SVG.number(y)),
        ("width", SVG.number(side + layout.cell * Double(places.count - 1))),
        ("height", SVG.number(side)),
      ], tip: tip)
    guard layout.cell >= 28 else { return }
    // Style, because the chart's own rules win over an attribute.
    svg.add(
      "text",
      [
        ("class", "value"), ("x", SVG.number(x + side / 2)), ("y", SVG.number(y + side / 2 + 4)),
        ("text-anchor", "middle"),
        ("style", "fill: \(colours.isDark(value) ? "#ffffff" : "#202124")"),
      ], text: chartNumber(value))
  }

  private func drawScale(_ layout: Layout, _ svg: inout SVG) {
    let (low, high) = colours.ends
    let steps = 32
    let height = min(layout.bottom - layout.top, 200)
    let x = layout.right + 24
    for step in 0..<steps {
      let value = low + (high - low) * (Double(step) + 0.5) / Double(steps)
      let y = layout.top + height * (1 - Double(step + 1) / Double(steps))
      svg.add(
        "rect",
        [
          ("fill", colours.colour(value)), ("x", SVG.number(x)), ("y", SVG.number(y)),
          ("width", "14"), ("height", SVG.number(height / Double(steps) + 0.3)),
        ])
    }
    for value in [low, (low + high) / 2, high] where high > low {
      let y = layout.top + height * (1 - (value - low) / (high - low))
      svg.text(chartNumber(value), "tick", x: x + 20, y: y + 4)
    }
  }

  /// Where everything goes.
  private struct Layout {
    let cell: Double
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    init(_ map: HeatMap) {
      let longest = Double(max(map.rows.count, map.columns.count, 1))
      cell = min(max((480 / longest).rounded(.down), 4), 40)
      // Ticks are 10 pixels high, some 6 a letter.
      left = 26 + (map.rows.map { 6 * Double($0.count) }.max() ?? 0)
      top = 66 + (map.columns.map { 6 * Double($0.count) * 0.87 }.max() ?? 0)
      right = left + cell * Double(map.columns.count)
      bottom = top + cell * Double(map.rows.count)
      let heading = 40 + max(SVG.textWidth(map.title) * 1.35, SVG.textWidth(map.note))
      width = max(right + 80, heading)
    }

    let width: Double
    /// Whether cells are too small for gaps between them, and for numbers.
    var isSmall: Bool { cell < 12 }
    var height: Double { max(bottom, top + 60) + 20 }
    func x(_ column: Int) -> Double { left + cell * Double(column) }
    func y(_ row: Int) -> Double { top + cell * Double(row) }
  }
}
