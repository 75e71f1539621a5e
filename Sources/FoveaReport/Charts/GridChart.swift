/// Grids of numbers as squares, the darker the larger: kernels, and what they make of small pictures.
public struct GridChart: Sendable {
  /// A rectangle of squares with a line around it: a window, a place.
  public struct Frame: Hashable, Sendable {
    /// The row of its first square.
    public let row: Int
    /// The column of its first square.
    public let column: Int
    /// How many rows it has.
    public let height: Int
    /// How many columns it has.
    public let width: Int

    /// A rectangle; one square by default.
    public init(row: Int, column: Int, height: Int = 1, width: Int = 1) {
      (self.row, self.column, self.height, self.width) = (row, column, height, width)
    }
  }

  /// One grid.
  public struct Panel: Hashable, Sendable {
    /// Its heading.
    public let title: String
    /// The numbers, row by row; rows are as long as each other. Where there is none, the square is empty.
    public let values: [[Double?]]
    /// What is framed.
    public let frames: [Frame]
    /// The magnitude that is darkest; nil for the grid's own largest.
    public let reach: Double?

    /// A grid of numbers. Traps when rows differ in length or there are none.
    public init(
      _ title: String, values: [[Double?]], frames: [Frame] = [], reach: Double? = nil
    ) {
      guard let first = values.first, !first.isEmpty, values.allSatisfy({ $0.count == first.count })
      else { fatalError("GridChart: rows of one length expected, received \(values.map(\.count))") }
      self.title = title
      self.values = values
      self.frames = frames
      self.reach = reach
    }
  }

  /// The heading.
  public let title: String
  /// One line about it.
  public let note: String
  /// The grids, side by side, at least one.
  public let panels: [Panel]
  /// The pixels of a square's side.
  public let cell: Double
  /// How many grids stand side by side before a new row begins.
  public let columns: Int

  /// A chart of the given grids.
  ///
  /// - Parameters:
  ///   - title: the heading.
  ///   - note: one line about it.
  ///   - cell: the pixels of a square's side; 44 by default, room for four digits. Numbers that need more widen
  ///     all squares; below 20 none are written.
  ///   - columns: how many grids stand side by side; all by default.
  ///   - panels: the grids, at least one.
  public init(
    _ title: String, note: String = "", cell: Double = 44, columns: Int = .max, panels: [Panel]
  ) {
    if panels.isEmpty { fatalError("GridChart: a panel expected") }
    self.title = title
    self.note = note
    self.cell = cell
    self.columns = max(1, columns)
    self.panels = panels
  }

  /// The side of a square in pixels where a row of `count` may take `width` pixels: from 2 to `most`.
  public static func cell(for count: Int, within width: Double, most: Double) -> Double {
    min(max((width / Double(max(1, count))).rounded(.down), 2), most)
  }
}
