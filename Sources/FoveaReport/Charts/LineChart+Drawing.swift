extension LineChart {
  /// The chart as an SVG file, 640 by 360 pixels.
  public var svg: String {
    let points = series.flatMap(\.points)
    // Epochs, members, pixels: there is nothing between two of them.
    let isWhole = points.allSatisfy { $0.x == $0.x.rounded() }
    let horizontal = ChartAxis(
      points.map(\.x), xScale, includesZero: false, tickCount: 8, leastStep: isWhole ? 1 : 0)
    let vertical = ChartAxis(points.map(\.y), scale, includesZero: false)
    var svg = SVG(width: 640, height: 360)
    svg.text(title, "title", x: 20, y: 28)
    svg.text(yLabel + (scale == .linear ? "" : ", logarithmic scale"), "note", x: 20, y: 46)
    drawLegend(
      into: &svg, names: series.enumerated().map { ($0.element.name, colourClass($0.offset)) },
      y: 66)
    drawZones(horizontal, &svg)
    for tick in vertical.ticks {
      guard let share = vertical.position(tick) else { continue }
      svg.line("grid", from: (Plot.left, Plot.y(share)), to: (Plot.right, Plot.y(share)))
      svg.text(chartNumber(tick), "tick", x: Plot.left - 6, y: Plot.y(share) + 4, anchor: .end)
    }
    for tick in horizontal.ticks {
      guard let share = horizontal.position(tick) else { continue }
      svg.text(chartNumber(tick), "tick", x: Plot.x(share), y: Plot.bottom + 15, anchor: .middle)
    }
    svg.line("axis", from: (Plot.left, Plot.bottom), to: (Plot.right, Plot.bottom))
    svg.text(
      xLabel, "note", x: (Plot.left + Plot.right) / 2, y: Plot.bottom + 33, anchor: .middle)
    drawMarks(horizontal, &svg)
    for (index, series) in series.enumerated() {
      draw(series, "curve " + colourClass(index), horizontal, vertical, &svg)
    }
    return svg.document(title: title)
  }

  private func draw(
    _ series: Series, _ style: String, _ horizontal: ChartAxis, _ vertical: ChartAxis,
    _ svg: inout SVG
  ) {
    for run in runs(series, horizontal, vertical) {
      if run.count == 1 {
        // A line through one point has no length.
        svg.add(
          "circle",
          [
            ("class", style), ("cx", SVG.number(run[0].x)), ("cy", SVG.number(run[0].y)),
            ("r", "1.5"),
          ])
      } else {
        let path = run.map { SVG.number($0.x) + "," + SVG.number($0.y) }
        svg.add("polyline", [("class", style), ("points", path.joined(separator: " "))])
      }
    }
  }

  /// The points in pixels, cut where one cannot be drawn.
  private func runs(
    _ series: Series, _ horizontal: ChartAxis, _ vertical: ChartAxis
  ) -> [[(x: Double, y: Double)]] {
    var runs: [[(x: Double, y: Double)]] = [[]]
    for point in series.points {
      if let x = horizontal.position(point.x), let y = vertical.position(point.y) {
        runs[runs.count - 1].append((Plot.x(x), Plot.y(y)))
      } else {
        runs.append([])
      }
    }
    return runs.filter { !$0.isEmpty }
  }
}

/// Where the curves go.
enum Plot {
  static let left = 64.0
  static let right = 616.0
  static let top = 84.0
  static let bottom = 312.0

  static func x(_ share: Double) -> Double { left + share * (right - left) }
  static func y(_ share: Double) -> Double { bottom - share * (bottom - top) }
}
