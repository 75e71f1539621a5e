/// Many small charts on common axes, row by row, to be compared at a glance.
public struct PanelGrid: Sendable {
  /// One small chart.
  public struct Panel: Hashable, Sendable {
    /// Its heading.
    public let title: String
    /// A line below the heading; may be empty.
    public let note: String
    /// Its curves, in the order of the legend.
    public let curves: [[LineChart.Point]]
    /// Points that no line connects, drawn in the first colour, below curves in the next ones.
    public let points: [LineChart.Point]

    /// A panel of curves, each from left to right, and of points.
    public init(
      _ title: String, note: String = "", points: [LineChart.Point] = [],
      curves: [[LineChart.Point]] = []
    ) {
      self.title = title
      self.note = note
      self.points = points
      self.curves = curves
    }

    /// A panel of one histogram: `counts` of bins of equal width from `range.lowerBound` on, scaled so that
    /// the fullest bin is 1.
    public init(
      _ title: String, note: String = "", histogram counts: [Int], over range: ClosedRange<Double>
    ) {
      let width = (range.upperBound - range.lowerBound) / Double(max(1, counts.count))
      let most = Double(max(1, counts.max() ?? 1))
      let steps = counts.enumerated().flatMap { bin, count in
        [bin, bin + 1].map { edge in
          LineChart.Point(
            x: range.lowerBound + Double(edge) * width, y: Double(count) / most)
        }
      }
      self.init(title, note: note, curves: [steps])
    }
  }

  /// A row of panels with a heading; an empty one takes no room.
  public struct Row: Hashable, Sendable {
    /// Its heading.
    public let title: String
    /// Its panels, from left to right.
    public let panels: [Panel]
    /// The values along its horizontal axes.
    public let xRange: ClosedRange<Double>
    /// The values along its vertical axes.
    public let yRange: ClosedRange<Double>

    /// A row. What lies outside the ranges is not drawn.
    public init(
      _ title: String = "", panels: [Panel], xRange: ClosedRange<Double>,
      yRange: ClosedRange<Double>
    ) {
      self.title = title
      self.panels = panels
      self.xRange = xRange
      self.yRange = yRange
    }
  }

  /// The heading.
  public let title: String
  /// A line below it.
  public let note: String
  /// The names of the curves; none where there is one in each panel.
  public let legend: [String]
  /// Whether the curves are filled down to 0, as histograms are.
  public let isFilled: Bool
  /// The rows.
  public let rows: [Row]

  /// A chart of rows.
  public init(
    _ title: String, note: String, legend: [String] = [], isFilled: Bool = false, rows: [Row]
  ) {
    self.title = title
    self.note = note
    self.legend = legend
    self.isFilled = isFilled
    self.rows = rows
  }
}
