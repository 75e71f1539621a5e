/// Curves over a common axis, such as losses over epochs.
public struct LineChart: Sendable {
  /// A point of a curve.
  public struct Point: Hashable, Sendable {
    /// Along the horizontal axis.
    public let x: Double
    /// Along the vertical axis.
    public let y: Double

    /// A point.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// One curve.
  public struct Series: Hashable, Sendable {
    /// Its name in the legend.
    public let name: String
    /// Its points, from left to right. Where one cannot be drawn (not a number, infinite, or not above 0
    /// on a logarithmic scale) the curve is broken.
    public let points: [Point]

    /// A curve through the given points.
    public init(_ name: String, points: [Point]) {
      self.name = name
      self.points = points
    }

    /// A curve through values at `first`, `first` + 1 and so on: one an epoch, say.
    public init(_ name: String, values: [Double], first: Int = 1) {
      self.init(
        name, points: values.enumerated().map { Point(x: Double(first + $0.offset), y: $0.element) }
      )
    }
  }

  /// The heading.
  public let title: String
  /// What the horizontal axis is.
  public let xLabel: String
  /// What the vertical axis is.
  public let yLabel: String
  /// How values become heights.
  public let scale: ChartScale
  /// The curves.
  public let series: [Series]
  /// How values along the horizontal axis become places.
  public let xScale: ChartScale
  /// What is shaded behind the curves.
  public let zones: [Zone]
  /// Places along the horizontal axis with a line and a name.
  public let marks: [Mark]

  /// A chart.
  public init(
    _ title: String, xLabel: String, yLabel: String, scale: ChartScale = .linear,
    xScale: ChartScale = .linear, zones: [Zone] = [], marks: [Mark] = [], series: [Series]
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.scale = scale
    self.series = series
    self.xScale = xScale
    self.zones = zones
    self.marks = marks
  }
}
