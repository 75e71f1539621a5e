extension PanelGrid {
  /// The chart as an SVG file, as wide and high as its panels need.
  public var svg: String {
    let widest = Double(rows.map(\.panels.count).max() ?? 0)
    let header = legend.isEmpty ? 62.0 : 84.0
    let heights = rows.map { $0.title.isEmpty ? rowPitch : rowPitch + titleHeight }
    let width = max(
      2 * margin + widest * panelPitch, 2 * margin + SVG.textWidth(note), SVG.width(titled: title))
    var svg = SVG(width: width, height: header + heights.reduce(0, +) + 12)
    svg.text(title, "title", x: margin, y: 28)
    svg.text(note, "note", x: margin, y: 46)
    if !legend.isEmpty {
      drawLegend(
        into: &svg, names: legend.enumerated().map { ($0.element, colourClass($0.offset)) }, y: 66)
    }
    var top = header
    for (row, height) in zip(rows, heights) {
      var y = top
      if !row.title.isEmpty {
        svg.text(row.title, "panel", x: margin, y: y + 12)
        y += titleHeight
      }
      for (column, panel) in row.panels.enumerated() {
        draw(panel, of: row, x: margin + Double(column) * panelPitch, y: y, &svg)
      }
      top += height
    }
    return svg.document(title: title)
  }

  private func draw(_ panel: Panel, of row: Row, x: Double, y: Double, _ svg: inout SVG) {
    svg.text(panel.title, x: x, y: y + 12)
    svg.text(panel.note, "tick", x: x, y: y + 25)
    let frame = Frame(row, left: x, top: y + 32)
    svg.line("axis", from: (frame.left, frame.bottom), to: (frame.left + plotWidth, frame.bottom))
    for (range, isVertical) in [(row.xRange, true), (row.yRange, false)]
    where range.contains(0) && range.lowerBound < 0 {
      // The other axis' zero.
      let (from, to) =
        isVertical
        ? (frame.place(0, row.yRange.lowerBound), frame.place(0, row.yRange.upperBound))
        : (frame.place(row.xRange.lowerBound, 0), frame.place(row.xRange.upperBound, 0))
      svg.line("grid", from: from, to: to)
    }
    for (value, anchor) in [
      (row.xRange.lowerBound, SVG.Anchor.start), (row.xRange.upperBound, .end),
    ] {
      svg.text(
        chartNumber(value), "tick", x: frame.place(value, 0).x, y: frame.bottom + 11,
        anchor: anchor)
    }
    for point in panel.points where frame.contains(point) {
      let place = frame.place(point.x, point.y)
      svg.add(
        "circle",
        [
          ("class", colourClass(0)), ("cx", SVG.number(place.x)), ("cy", SVG.number(place.y)),
          ("r", "1.5"), ("opacity", "0.6"),
        ])
    }
    // The first curve comes last, on top.
    for (index, curve) in panel.curves.enumerated().reversed() {
      draw(curve, colourClass(index + (panel.points.isEmpty ? 0 : 1)), frame, &svg)
    }
  }

  private func draw(
    _ curve: [LineChart.Point], _ colour: String, _ frame: Frame, _ svg: inout SVG
  ) {
    let runs = curve.split { !frame.contains($0) }
    for run in runs {
      guard let first = run.first, let last = run.last else { continue }
      var points = run.map { frame.place($0.x, $0.y) }
      if isFilled {
        points = [frame.place(first.x, 0)] + points + [frame.place(last.x, 0)]
      }
      let path = points.map { SVG.number($0.x) + "," + SVG.number($0.y) }.joined(separator: " ")
      svg.add(
        isFilled ? "polygon" : "polyline",
        [("class", isFilled ? colour : "curve \(colour)"), ("points", path)])
    }
  }

  /// Where values lie.
  private struct Frame {
    let row: Row
    let left: Double
    let top: Double
    var bottom: Double { top + plotHeight }

    init(_ row: Row, left: Double, top: Double) {
      self.row = row
      self.left = left
      self.top = top
    }

    func contains(_ point: LineChart.Point) -> Bool {
      // A hair beyond: a curve that ends on the border ends on it in spite of rounding.
      let hair = 1e-9 * (row.yRange.upperBound - row.yRange.lowerBound)
      return point.y >= row.yRange.lowerBound - hair && point.y <= row.yRange.upperBound + hair
        && point.x >= row.xRange.lowerBound - hair && point.x <= row.xRange.upperBound + hair
    }

    func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
      let across = (x - row.xRange.lowerBound) / (row.xRange.upperBound - row.xRange.lowerBound)
      let up = (y - row.yRange.lowerBound) / (row.yRange.upperBound - row.yRange.lowerBound)
      return (left + across * plotWidth, bottom - up * plotHeight)
    }
  }
}

private let margin = 20.0
private let plotWidth = 128.0
private let plotHeight = 92.0
private let panelPitch = 150.0
private let rowPitch = 150.0
private let titleHeight = 20.0
