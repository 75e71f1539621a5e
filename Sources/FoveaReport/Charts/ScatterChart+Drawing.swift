extension ScatterChart {
  /// The chart as an SVG file, 560 pixels high, and as wide as the legend needs.
  public var svg: String {
    let points = groups.flatMap(\.points)
    let horizontal = ChartAxis(points.map(\.x), .linear, includesZero: false, tickCount: 8)
    let vertical = ChartAxis(points.map(\.y), .linear, includesZero: false, tickCount: 7)
    let legendWidth = groups.map { SVG.textWidth($0.name) }.max() ?? 0
    var svg = SVG(width: ScatterPlot.right + 44 + legendWidth, height: 560)
    svg.text(title, "title", x: 20, y: 28)
    svg.text(yLabel, "note", x: 20, y: 50)
    for tick in vertical.ticks {
      guard let share = vertical.position(tick) else { continue }
      svg.line(
        "grid", from: (ScatterPlot.left, ScatterPlot.y(share)),
        to: (ScatterPlot.right, ScatterPlot.y(share)))
      svg.text(
        chartNumber(tick), "tick", x: ScatterPlot.left - 6, y: ScatterPlot.y(share) + 4,
        anchor: .end)
    }
    for tick in horizontal.ticks {
      guard let share = horizontal.position(tick) else { continue }
      svg.line(
        "grid", from: (ScatterPlot.x(share), ScatterPlot.top),
        to: (ScatterPlot.x(share), ScatterPlot.bottom))
      svg.text(
        chartNumber(tick), "tick", x: ScatterPlot.x(share), y: ScatterPlot.bottom + 15,
        anchor: .middle)
    }
    svg.text(
      xLabel, "note", x: (ScatterPlot.left + ScatterPlot.right) / 2, y: ScatterPlot.bottom + 33,
      anchor: .middle)
    drawPoints(horizontal, vertical, &svg)
    for (index, group) in groups.enumerated() {
      let y = ScatterPlot.top + 10 + 20 * Double(index)
      mark(index, x: ScatterPlot.right + 20, y: y, radius: 4, into: &svg)
      svg.text(group.name, x: ScatterPlot.right + 32, y: y + 4)
    }
    return svg.document(title: title)
  }

  /// One point of each group, then the next of each: the last group does not cover the others.
  private func drawPoints(_ horizontal: ChartAxis, _ vertical: ChartAxis, _ svg: inout SVG) {
    for place in 0..<(groups.map(\.points.count).max() ?? 0) {
      for (index, group) in groups.enumerated() where place < group.points.count {
        let point = group.points[place]
        guard let x = horizontal.position(point.x), let y = vertical.position(point.y) else {
          continue
        }
        mark(index, x: ScatterPlot.x(x), y: ScatterPlot.y(y), radius: 2.5, into: &svg)
      }
    }
  }

  private func mark(_ index: Int, x: Double, y: Double, radius: Double, into svg: inout SVG) {
    let isRing = index / chartColours % 2 == 1
    svg.add(
      "circle",
      [
        ("class", (isRing ? "curve " : "") + colourClass(index)), ("cx", SVG.number(x)),
        ("cy", SVG.number(y)), ("r", SVG.number(radius)), ("opacity", "0.75"),
      ])
  }
}

/// Where the points go.
private enum ScatterPlot {
  static let left = 64.0
  static let right = 616.0
  static let top = 64.0
  static let bottom = 510.0

  static func x(_ share: Double) -> Double { left + share * (right - left) }
  static func y(_ share: Double) -> Double { bottom - share * (bottom - top) }
}
