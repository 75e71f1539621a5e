/// Rows of units and what connects them, from the input at the bottom upwards.
public struct LayerDiagram: Sendable {
  /// One unit.
  public struct Node: Hashable, Sendable {
    /// How it is drawn.
    public enum Kind: Hashable, Sendable {
      /// In grey.
      case plain
      /// In colour.
      case marked
      /// As a dashed line around nothing: it takes no part.
      case absent
    }

    /// What stands in it; short, as the circle is small.
    public let label: String
    /// How it is drawn.
    public let kind: Kind

    /// A unit.
    public init(_ label: String = "", _ kind: Kind = .plain) {
      (self.label, self.kind) = (label, kind)
    }
  }

  /// One row.
  public struct Row: Hashable, Sendable {
    /// Its name, above it.
    public let name: String
    /// Its units, from left to right.
    public let nodes: [Node]

    /// A row.
    public init(_ name: String, _ nodes: [Node]) {
      (self.name, self.nodes) = (name, nodes)
    }
  }

  /// A connection from a unit of one row to one of the row above.
  public struct Edge: Hashable, Sendable {
    /// The lower row, counted from the input.
    public let row: Int
    /// The unit there.
    public let lower: Int
    /// The unit of the row above.
    public let upper: Int
    /// Whether it is drawn in colour.
    public let isMarked: Bool

    /// A connection.
    public init(row: Int, lower: Int, upper: Int, isMarked: Bool = false) {
      (self.row, self.lower, self.upper, self.isMarked) = (row, lower, upper, isMarked)
    }
  }

  /// The heading.
  public let title: String
  /// One line about it.
  public let note: String
  /// The rows, the input first, which is drawn at the bottom.
  public let rows: [Row]
  /// What is connected.
  public let edges: [Edge]

  /// A diagram.
  public init(_ title: String, note: String = "", rows: [Row], edges: [Edge]) {
    (self.title, self.note, self.rows, self.edges) = (title, note, rows, edges)
  }

  /// The diagram as an SVG file. Units stand the closer the more there are.
  public var svg: String {
    let count = rows.map(\.nodes.count).max() ?? 0
    // As wide as a phone while it can be.
    let step = min(max(330 / Double(max(count, 1)), 20), 56)
    let radius = min(step * 0.36, 15)
    let (pitch, top) = (74.0, note.isEmpty ? 56.0 : 74.0)
    let width = max(
      40 + Double(count) * step, SVG.width(titled: title), 40 + SVG.textWidth(note))
    var svg = SVG(width: width, height: top + pitch * Double(rows.count) - 14)
    svg.text(title, "title", x: 20, y: 28)
    svg.text(note, "note", x: 20, y: 46)
    func place(_ row: Int, _ node: Int) -> (x: Double, y: Double) {
      let shift = Double(count - rows[row].nodes.count) / 2
      return (
        20 + (Double(node) + 0.5 + shift) * step,
        top + pitch * Double(rows.count - 1 - row) + 26
      )
    }
    // Marked ones on top.
    for edge in edges.sorted(by: { !$0.isMarked && $1.isMarked }) {
      let (from, to) = (place(edge.row, edge.lower), place(edge.row + 1, edge.upper))
      svg.line(
        edge.isMarked ? "curve c1" : "grid", from: (from.x, from.y - radius),
        to: (to.x, to.y + radius))
    }
    for (index, row) in rows.enumerated() {
      // Lines pass behind it.
      svg.text(row.name, "note halo", x: 20, y: place(index, 0).y - radius - 6)
      for (column, node) in row.nodes.enumerated() {
        let (x, y) = place(index, column)
        let style: [(String, String)] =
          switch node.kind {
          case .plain: [("class", "muted"), ("fill-opacity", "0.35")]
          case .marked: [("class", "c1"), ("fill-opacity", "0.55")]
          case .absent: [("class", "mark"), ("fill", "none")]
          }
        svg.add(
          "circle",
          style + [("cx", SVG.number(x)), ("cy", SVG.number(y)), ("r", SVG.number(radius))])
        if !node.label.isEmpty {
          svg.text(node.label, "value", x: x, y: y + 4, anchor: .middle)
        }
      }
    }
    return svg.document(title: title)
  }
}
