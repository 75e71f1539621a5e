/// Points in a plane, in groups: pictures by their class, say.
///
/// The first six groups have a colour each; the next six the same colours as rings.
public struct ScatterChart: Sendable {
  /// What the points of one colour have in common.
  public struct Group: Hashable, Sendable {
    /// Its name in the legend.
    public let name: String
    /// Its points; one that is not finite is left out.
    public let points: [LineChart.Point]

    /// A group of points.
    public init(_ name: String, points: [LineChart.Point]) {
      self.name = name
      self.points = points
    }
  }

  /// The heading.
  public let title: String
  /// What the horizontal axis is.
  public let xLabel: String
  /// What the vertical axis is.
  public let yLabel: String
  /// The groups, drawn in turns, so that none hides the others.
  public let groups: [Group]

  /// A chart.
  public init(_ title: String, xLabel: String, yLabel: String, groups: [Group]) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.groups = groups
  }
}
