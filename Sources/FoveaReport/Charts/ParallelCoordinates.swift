/// Things with several properties, each a line across parallel axes, one axis a property: trials of a search,
/// say, with what was chosen and what came of it.
///
/// The best lines are coloured, so that one sees which values they share.
///
/// Source: Inselberg (1985).
public struct ParallelCoordinates: Sendable {
  /// One property.
  public struct Axis: Hashable, Sendable {
    /// How values become heights.
    public enum Kind: Hashable, Sendable {
      /// Numbers, the larger the higher.
      case numbers(ChartScale)
      /// One of several names, from the bottom up.
      case names([String])
    }

    /// Its name.
    public let name: String
    /// How values become heights.
    public let kind: Kind

    /// An axis.
    public init(_ name: String, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  /// A value on an axis.
  public enum Value: Hashable, Sendable {
    /// On an axis of numbers.
    case number(Double)
    /// On an axis of names.
    case name(String)
  }

  /// One thing.
  public struct Line: Hashable, Sendable {
    /// How a line is drawn.
    public enum Emphasis: Int, Hashable, Sendable {
      /// In grey, behind all others.
      case muted
      /// In colour.
      case good
      /// In another colour, wide, before all others.
      case best
    }

    /// What a browser shows when the pointer rests on it.
    public let name: String
    /// A value an axis; nil where there is none, and the line is broken there.
    public let values: [Value?]
    /// How it is drawn.
    public let emphasis: Emphasis

    /// A line.
    public init(_ name: String, values: [Value?], emphasis: Emphasis = .muted) {
      self.name = name
      self.values = values
      self.emphasis = emphasis
    }
  }

  /// The heading.
  public let title: String
  /// What the lines of each emphasis are, for the legend; those without a text are left out.
  public let legend: [Line.Emphasis: String]
  /// The axes from left to right, two at least.
  public let axes: [Axis]
  /// The lines.
  public let lines: [Line]

  /// A chart. Every line has a value, or nil, for each axis; anything else traps.
  public init(_ title: String, legend: [Line.Emphasis: String], axes: [Axis], lines: [Line]) {
    // fatalError, because optimised code loses precondition's text.
    if axes.count < 2 {
      fatalError("ParallelCoordinates: two axes expected, received \(axes.count)")
    }
    for line in lines where line.values.count != axes.count {
      fatalError(
        "ParallelCoordinates: \(axes.count) values expected, received \(line.values.count)")
    }
    self.title = title
    self.legend = legend
    self.axes = axes
    self.lines = lines
  }
}
