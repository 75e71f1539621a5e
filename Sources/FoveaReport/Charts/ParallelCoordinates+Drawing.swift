import Foundation

extension ParallelCoordinates {
  /// The chart as an SVG file, as wide as its axes need.
  public var svg: String {
    let widths = axes.map { SVG.textWidth($0.name) + 16 }
    let pitch = max(130, widths.max() ?? 0)
    let width = max(480, 2 * side + Double(axes.count - 1) * pitch)
    let step = (width - 2 * side) / Double(axes.count - 1)
    let scales = axes.indices.map { axis in
      AxisScale(axes[axis], lines.map { $0.values[axis] })
    }
    var svg = SVG(width: width, height: 400)
    svg.text(title, "title", x: 20, y: 28)
    let named = Line.Emphasis.inLegend.compactMap { emphasis in
      legend[emphasis].map { (name: $0, style: emphasis.style) }
    }
    drawLegend(into: &svg, names: named, y: 54)
    // The most important lines last, so that nothing covers them.
    for emphasis in Line.Emphasis.inLegend.reversed() {
      for line in lines where line.emphasis == emphasis {
        draw(line, scales, step, &svg)
      }
    }
    for (index, axis) in axes.enumerated() {
      let x = side + Double(index) * step
      svg.line("axis", from: (x, top), to: (x, bottom))
      svg.text(axis.name, "panel", x: x, y: top - 14, anchor: .middle)
      for (share, text) in scales[index].ticks {
        let y = height(share)
        svg.line("axis", from: (x - 4, y), to: (x, y))
        svg.text(text, "tick halo", x: x - 7, y: y + 3.5, anchor: .end)
      }
    }
    return svg.document(title: title)
  }

  private func draw(
    _ line: Line, _ scales: [AxisScale], _ step: Double, _ svg: inout SVG
  ) {
    var runs: [[String]] = [[]]
    for (index, value) in line.values.enumerated() {
      if let share = value.flatMap(scales[index].position) {
        let x = side + Double(index) * step
        runs[runs.count - 1].append("\(SVG.number(x)),\(SVG.number(height(share)))")
      } else {
        runs.append([])
      }
    }
    for run in runs where run.count > 1 {
      svg.add(
        "polyline",
        [
          ("class", "curve " + line.emphasis.style), ("points", run.joined(separator: " ")),
          ("stroke-opacity", line.emphasis == .muted ? "0.7" : "1"),
          ("style", "stroke-width: \(line.emphasis == .best ? 3 : 1.2)"),
        ], tip: line.name)
    }
  }

  private func height(_ share: Double) -> Double { bottom - share * (bottom - top) }
}

/// Where values lie on an axis.
private struct AxisScale {
  private let kind: ParallelCoordinates.Axis.Kind
  private let lower: Double
  private let upper: Double
  private let scale: ChartScale
  /// Shares of the height, with what is written there.
  let ticks: [(Double, String)]

  init(_ axis: ParallelCoordinates.Axis, _ values: [ParallelCoordinates.Value?]) {
    kind = axis.kind
    switch axis.kind {
    case .names(let names):
      (lower, upper, scale) = (0, 1, .linear)
      ticks = names.indices.map { (Self.place($0, of: names.count), names[$0]) }
    case .numbers(let scale):
      self.scale = scale
      let numbers = values.compactMap { value -> Double? in
        guard case .number(let number) = value, number.isFinite else { return nil }
        return scale == .linear || number > 0 ? number : nil
      }
      // To the values' own ends: round ones far beyond them would press the lines together.
      let low = numbers.min() ?? (scale == .linear ? 0 : 1)
      let high = numbers.max() ?? low
      lower = low
      upper = high
      let own = ChartAxis(numbers, scale, includesZero: false, tickCount: 5)
      var between: [(Double, String)] = []
      for tick in own.ticks where tick > low && tick < high {
        let share = Self.share(tick, low, high, scale)
        if share > 0.07 && share < 0.93 { between.append((share, chartNumber(tick))) }
      }
      ticks =
        low == high
        ? [(0.5, chartNumber(low))]
        : [(0, chartNumber(low))] + between + [(1, chartNumber(high))]
    }
  }

  func position(_ value: ParallelCoordinates.Value) -> Double? {
    switch (value, kind) {
    case (.name(let name), .names(let names)):
      return names.firstIndex(of: name).map { Self.place($0, of: names.count) }
    case (.number(let number), .numbers):
      guard number.isFinite, scale == .linear || number > 0 else { return nil }
      return lower == upper ? 0.5 : Self.share(number, lower, upper, scale)
    default: return nil
    }
  }

  private static func share(
    _ value: Double, _ low: Double, _ high: Double, _ scale: ChartScale
  ) -> Double {
    scale == .linear
      ? (value - low) / (high - low) : log(value / low) / log(high / low)
  }

  /// Names lie in the middles of equal parts.
  private static func place(_ index: Int, of count: Int) -> Double {
    (Double(index) + 0.5) / Double(count)
  }
}

extension ParallelCoordinates.Line.Emphasis {
  fileprivate static let inLegend: [Self] = [.best, .good, .muted]

  fileprivate var style: String {
    switch self {
    case .muted: "muted"
    case .good: colourClass(0)
    case .best: colourClass(1)
    }
  }
}

private let side = 70.0
private let top = 110.0
private let bottom = 376.0
