extension LineChart {
  /// The chart as an SVG file, 640 by 360 pixels.
  public var svg: String { svg(width: 640, height: 360) }

  /// The chart as an SVG file of a size in pixels, at least 240 by 180, wider for a long title and higher by further
  /// rows of the legend.
  public func svg(width: Double, height: Double) -> String {
    let width = max(240, width, SVG.width(titled: title))
    let legend = Legend(
      series.enumerated().map { ($0.element.name, colourClass($0.offset)) }, width: width)
    let plot = Plot(
      width: width, height: max(180, height) + legend.extraHeight,
      top: 84 + legend.extraHeight)
    let points = series.flatMap(\.points)
    // Epochs, members, pixels: there is nothing between two of them.
    let isWhole = points.allSatisfy { $0.x == $0.x.rounded() }
    let horizontal = ChartAxis(
      points.map(\.x), xScale, includesZero: false, tickCount: Int(plot.width / 69),
      leastStep: isWhole ? 1 : 0)
    let vertical = ChartAxis(points.map(\.y), scale, includesZero: false)
    var svg = SVG(width: plot.right + 24, height: plot.bottom + 48)
    svg.text(title, "title", x: 20, y: 28)
    svg.text(yLabel + (scale == .linear ? "" : ", logarithmic scale"), "note", x: 20, y: 46)
    legend.draw(into: &svg, y: 66)
    drawZones(horizontal, plot, &svg)
    for tick in vertical.ticks {
      guard let share = vertical.position(tick) else { continue }
      svg.line("grid", from: (plot.left, plot.y(share)), to: (plot.right, plot.y(share)))
      svg.text(chartNumber(tick), "tick", x: plot.left - 6, y: plot.y(share) + 4, anchor: .end)
    }
    for tick in horizontal.ticks {
      guard let share = horizontal.position(tick) else { continue }
      svg.text(chartNumber(tick), "tick", x: plot.x(share), y: plot.bottom + 15, anchor: .middle)
    }
    svg.line("axis", from: (plot.left, plot.bottom), to: (plot.right, plot.bottom))
    svg.text(
      xLabel, "note", x: (plot.left + plot.right) / 2, y: plot.bottom + 33, anchor: .middle)
    drawMarks(horizontal, plot, &svg)
    for (index, series) in series.enumerated() {
      draw(series, "curve " + colourClass(index), horizontal, vertical, plot, &svg)
    }
    return svg.document(title: title)
  }

  private func draw(
    _ series: Series, _ style: String, _ horizontal: ChartAxis, _ vertical: ChartAxis,
    _ plot: Plot, _ svg: inout SVG
  ) {
    for run in runs(series, horizontal, vertical, plot) {
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
    _ series: Series, _ horizontal: ChartAxis, _ vertical: ChartAxis, _ plot: Plot
  ) -> [[(x: Double, y: Double)]] {
    var runs: [[(x: Double, y: Double)]] = [[]]
    for point in series.points {
      if let x = horizontal.position(point.x), let y = vertical.position(point.y) {
        runs[runs.count - 1].append((plot.x(x), plot.y(y)))
      } else {
        runs.append([])
      }
    }
    return runs.filter { !$0.isEmpty }
  }
}

/// Where the curves go.
struct Plot {
  let left = 64.0
  let right: Double
  let top: Double
  let bottom: Double

  /// The place of the curves in a chart of that size.
  init(width: Double, height: Double, top: Double) {
    self.top = top
    right = width - 24
    bottom = height - 48
  }

  var width: Double { right - left }
  func x(_ share: Double) -> Double { left + share * width }
  func y(_ share: Double) -> Double { bottom - share * (bottom - top) }
}
