import Foundation

/// How strongly each two of several things go together: a square each, with its number in it; the darker, the
/// stronger.
public struct CorrelationMatrix: Sendable {
  /// The heading.
  public let title: String
  /// What each row and column is.
  public let names: [String]
  /// Correlations, -1 ... 1; nil where there is none.
  public let values: [[Double?]]

  /// A matrix. As many rows and columns as names; anything else traps.
  public init(_ title: String, names: [String], values: [[Double?]]) {
    // fatalError, because optimised code loses precondition's text.
    if values.map(\.count) != Array(repeating: names.count, count: names.count) {
      fatalError(
        "CorrelationMatrix: \(names.count) x \(names.count) expected, received \(values.map(\.count))"
      )
    }
    self.title = title
    self.names = names
    self.values = values
  }

  /// The chart as an SVG file.
  public var svg: String {
    let label = (names.map(SVG.textWidth).max() ?? 0) + 8
    let (left, top) = (20 + label, 74.0)
    let extent = Double(names.count) * cell
    // The heading's type is a third larger than that of other texts.
    let headingWidth = SVG.textWidth(title) * 4 / 3
    var svg = SVG(
      width: max(headingWidth + 40, left + extent + 20), height: top + extent + 20)
    svg.text(title, "title", x: 20, y: 28)
    for (index, name) in names.enumerated() {
      let middle = (Double(index) + 0.5) * cell
      svg.text(name, x: left - 8, y: top + middle + 4, anchor: .end)
      svg.text(name, x: left + middle, y: top - 8, anchor: .middle)
    }
    for (row, values) in values.enumerated() {
      for (column, value) in values.enumerated() {
        let (x, y) = (left + Double(column) * cell, top + Double(row) * cell)
        let place = [
          ("x", SVG.number(x + 1)), ("y", SVG.number(y + 1)), ("width", SVG.number(cell - 2)),
          ("height", SVG.number(cell - 2)),
        ]
        let strength = min(abs(value ?? 0), 1)
        // Two colours that people with any colour vision tell apart: blue for what goes together.
        let colour = colourClass((value ?? 0) < 0 ? 1 : 0)
        svg.add(
          "rect",
          [("class", colour), ("fill-opacity", SVG.number(0.06 + 0.6 * strength))] + place,
          tip: "\(names[row]) and \(names[column]): \(text(value))")
        svg.text(text(value), x: x + cell / 2, y: y + cell / 2 + 4, anchor: .middle)
      }
    }
    return svg.document(title: title)
  }

  private func text(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "-" }
}

private let cell = 44.0
