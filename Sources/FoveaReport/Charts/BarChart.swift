/// Horizontal bars in groups: a group a thing that was measured, a bar a way it was done.
///
/// Several panels stand side by side over the same groups, each on the same axis.
public struct BarChart: Sendable {
  /// What the bars of one colour have in common.
  public struct Series: Hashable, Sendable {
    /// Its name in the legend.
    public let name: String
    /// Whether it is what the others are compared with, drawn in grey.
    public let isMuted: Bool

    /// A series.
    public init(_ name: String, isMuted: Bool = false) {
      self.name = name
      self.isMuted = isMuted
    }
  }

  /// One column of bars.
  public struct Panel: Hashable, Sendable {
    /// Its heading; may be empty.
    public let title: String
    /// The values of each group, in the order of the series; nil where there is none.
    public let values: [[Double?]]

    /// A panel. `values` is [groups][series].
    public init(_ title: String, values: [[Double?]]) {
      self.title = title
      self.values = values
    }
  }

  /// The heading.
  public let title: String
  /// What the values are, as in "GFLOP/s"; the scale is added where it is not linear.
  public let unit: String
  /// How values become lengths.
  public let scale: ChartScale
  /// The names of the groups.
  public let groups: [String]
  /// The series, at least one.
  public let series: [Series]
  /// The panels, at least one.
  public let panels: [Panel]
  /// Lines below the bars: what marks at the groups' names mean.
  public let footnotes: [String]

  /// A chart. Every panel has a row of values for each group and a value (or nil) for each series;
  /// anything else traps.
  public init(
    _ title: String, unit: String, scale: ChartScale = .linear, groups: [String],
    series: [Series], panels: [Panel], footnotes: [String] = []
  ) {
    // fatalError, because optimised code loses precondition's text.
    if series.isEmpty || panels.isEmpty { fatalError("BarChart: a series and a panel expected") }
    for panel in panels {
      let rows = panel.values.map(\.count)
      if rows != Array(repeating: series.count, count: groups.count) {
        fatalError(
          "BarChart: \(groups.count) groups of \(series.count) values expected, received \(rows)")
      }
    }
    self.title = title
    self.unit = unit
    self.scale = scale
    self.groups = groups
    self.series = series
    self.panels = panels
    self.footnotes = footnotes
  }

  /// A chart of one bar a group.
  ///
  /// - Parameters:
  ///   - title: the heading.
  ///   - unit: what the values are.
  ///   - scale: how values become lengths.
  ///   - name: what all bars are, for the legend.
  ///   - bars: the groups' names and values.
  ///   - footnotes: lines below the bars.
  public init(
    _ title: String, unit: String, scale: ChartScale = .linear, name: String,
    bars: [(group: String, value: Double)], footnotes: [String] = []
  ) {
    self.init(
      title, unit: unit, scale: scale, groups: bars.map(\.group), series: [Series(name)],
      panels: [Panel("", values: bars.map { [$0.value] })], footnotes: footnotes)
  }
}
