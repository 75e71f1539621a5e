/// Things by two numbers, each as large as a third says: accuracy, cost and size of networks, say.
public struct BubbleChart: Sendable {
  /// One thing.
  public struct Bubble: Hashable, Sendable {
    /// Its name, written beside it.
    public let name: String
    /// Along the horizontal axis.
    public let x: Double
    /// Along the vertical axis.
    public let y: Double
    /// What its area is in proportion to.
    public let size: Double

    /// A bubble; one whose numbers are not finite is left out.
    public init(_ name: String, x: Double, y: Double, size: Double) {
      (self.name, self.x, self.y, self.size) = (name, x, y, size)
    }
  }

  /// The heading.
  public let title: String
  /// What the horizontal axis is.
  public let xLabel: String
  /// What the vertical axis is.
  public let yLabel: String
  /// What the areas are, as in "parameters".
  public let sizeLabel: String
  /// How horizontal places follow from numbers.
  public let xScale: ChartScale
  /// The bubbles; small ones are drawn over large ones.
  public let bubbles: [Bubble]

  /// A chart.
  public init(
    _ title: String, xLabel: String, yLabel: String, sizeLabel: String,
    xScale: ChartScale = .linear, bubbles: [Bubble]
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.sizeLabel = sizeLabel
    self.xScale = xScale
    self.bubbles = bubbles
  }

  /// The chart as an SVG file, 640 by 450 pixels.
  public var svg: String { drawing.document(title: title) }

  /// The chart as an SVG file of a size in pixels, at least 280 by 240: a small one's letters can be read on a
  /// phone.
  public func svg(width: Double, height: Double) -> String {
    drawing(BubblePlot(width: max(280, width), height: max(240, height))).document(title: title)
  }
}

extension BubbleChart {
  /// The chart to be put into a file, by itself or with others.
  var drawing: SVG { drawing(BubblePlot(width: 640, height: 450)) }

  private func drawing(_ plot: BubblePlot) -> SVG {
    let drawn = bubbles.filter { $0.x.isFinite && $0.y.isFinite && $0.size.isFinite && $0.size > 0 }
    let horizontal = ChartAxis(
      drawn.map(\.x), xScale, includesZero: xScale == .linear, tickCount: 8)
    let vertical = ChartAxis(drawn.map(\.y), .linear, includesZero: true, tickCount: 7)
    var svg = SVG(width: plot.width, height: plot.height)
    svg.text(title, "title", x: 20, y: 28)
    svg.text("\(yLabel); area: \(sizeLabel)", "note", x: 20, y: 50)
    for tick in vertical.ticks {
      guard let share = vertical.position(tick) else { continue }
      let y = plot.y(share)
      svg.line("grid", from: (plot.left, y), to: (plot.right, y))
      svg.text(chartNumber(tick), "tick", x: plot.left - 6, y: y + 4, anchor: .end)
    }
    for tick in horizontal.ticks {
      guard let share = horizontal.position(tick) else { continue }
      let x = plot.x(share)
      svg.line("grid", from: (x, plot.top), to: (x, plot.bottom))
      svg.text(chartNumber(tick), "tick", x: x, y: plot.bottom + 15, anchor: .middle)
    }
    svg.text(
      xLabel + (xScale == .linear ? "" : ", logarithmic scale"), "note",
      x: (plot.left + plot.right) / 2, y: plot.bottom + 33, anchor: .middle)
    let largest = drawn.map(\.size).max() ?? 1
    let order = drawn.indices.sorted { drawn[$0].size > drawn[$1].size }
    for index in order {
      let bubble = drawn[index]
      guard let x = horizontal.position(bubble.x), let y = vertical.position(bubble.y) else {
        continue
      }
      let radius = max(2, plot.largestRadius * (bubble.size / largest).squareRoot())
      svg.add(
        "circle",
        [
          ("class", colourClass(index)), ("cx", SVG.number(plot.x(x))),
          ("cy", SVG.number(plot.y(y))), ("r", SVG.number(radius)), ("opacity", "0.7"),
        ],
        tip: "\(bubble.name): \(chartNumber(bubble.x)), \(chartNumber(bubble.y)), "
          + "\(chartNumber(bubble.size)) \(sizeLabel)")
      // Beside it, or above where there is no room: to the left others' names end.
      let right = plot.x(x) + radius
      if right + 4 + SVG.textWidth(bubble.name) < plot.width {
        svg.text(bubble.name, x: right + 4, y: plot.y(y) + 4)
      } else {
        svg.text(bubble.name, x: right, y: plot.y(y) - radius - 4, anchor: .end)
      }
    }
    return svg
  }
}

/// Where the bubbles go.
private struct BubblePlot {
  let width: Double
  let height: Double
  let left = 44.0
  let top = 70.0
  // So that the largest bubble lies inside wherever it is.
  var right: Double { width - largestRadius - 4 }
  var bottom: Double { height - 50 }
  var largestRadius: Double { min(30, width / 18) }

  func x(_ share: Double) -> Double { left + share * (right - left) }
  func y(_ share: Double) -> Double { bottom - share * (bottom - top) }
}

/// Charts below each other in one file.
public struct ChartColumn: Sendable {
  private let title: String
  private let bars: BarChart
  private let bubbles: BubbleChart

  /// Bars above bubbles.
  public init(_ title: String, _ bars: BarChart, _ bubbles: BubbleChart) {
    (self.title, self.bars, self.bubbles) = (title, bars, bubbles)
  }

  /// Each as a file of its own, as wide as a phone can show.
  public var parts: [String] {
    [bars.svg(plotWidth: 180), bubbles.svg(width: 370, height: 340)]
  }

  /// Both as one SVG file.
  public var svg: String {
    SVG.stacked([bars.drawing, bubbles.drawing]).document(title: title)
  }
}
