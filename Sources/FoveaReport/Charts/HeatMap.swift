/// A matrix as a field of colours: correlations, confusions.
public struct HeatMap: Sendable {
  /// How numbers become colours.
  public enum Colours: Hashable, Sendable {
    /// From blue at -limit over white at 0 to red at limit.
    case diverging(limit: Double)
    /// From white at 0 to dark blue at the highest.
    case sequential(highest: Double)
  }

  /// The heading.
  public let title: String
  /// What a row and a column stand for, in a line below the heading.
  public let note: String
  /// The names of the rows; empty ones are not written.
  public let rows: [String]
  /// The names of the columns; empty ones are not written.
  public let columns: [String]
  /// The numbers, [rows][columns]; nil, or what is not finite, is left blank.
  public let values: [[Double?]]
  /// How numbers become colours.
  public let colours: Colours

  /// A heat map. `values` has as many rows and columns as there are names; anything else traps.
  public init(
    _ title: String, note: String = "", rows: [String], columns: [String], values: [[Double?]],
    colours: Colours
  ) {
    // fatalError, because optimised code loses precondition's text.
    if values.map(\.count) != Array(repeating: columns.count, count: rows.count) {
      fatalError(
        "HeatMap: \(rows.count) rows of \(columns.count) values expected, received "
          + "\(values.map(\.count))")
    }
    self.title = title
    self.note = note
    self.rows = rows
    self.columns = columns
    self.values = values
    self.colours = colours
  }
}

extension HeatMap.Colours {
  /// The numbers at the two ends of the scale.
  var ends: (low: Double, high: Double) {
    switch self {
    case .diverging(let limit): (-limit, limit)
    case .sequential(let highest): (0, highest)
    }
  }

  /// The colour of a number, as "#rrggbb"; beyond an end, that of the end.
  func colour(_ value: Double) -> String {
    let (low, high) = ends
    let share = high > low ? min(max((value - low) / (high - low), 0), 1) : 0
    switch self {
    case .sequential: return Self.mix(Self.white, Self.blue, share)
    case .diverging:
      return share < 0.5
        ? Self.mix(Self.white, Self.blue, 1 - 2 * share)
        : Self.mix(Self.white, Self.red, 2 * share - 1)
    }
  }

  /// Whether white letters are easier to read on a number's colour than black ones.
  func isDark(_ value: Double) -> Bool {
    let (low, high) = ends
    let share = high > low ? (value - low) / (high - low) : 0
    return self == .diverging(limit: high) ? abs(share - 0.5) > 0.35 : share > 0.55
  }

  private static let white = (255.0, 255.0, 255.0)
  private static let blue = (8.0, 69.0, 148.0)
  private static let red = (165.0, 15.0, 21.0)

  private static func mix(
    _ a: (Double, Double, Double), _ b: (Double, Double, Double), _ share: Double
  ) -> String {
    let parts = [(a.0, b.0), (a.1, b.1), (a.2, b.2)].map { low, high in
      let byte = String(Int((low + share * (high - low)).rounded()), radix: 16)
      return byte.count < 2 ? "0" + byte : byte
    }
    return "#" + parts.joined()
  }
}
