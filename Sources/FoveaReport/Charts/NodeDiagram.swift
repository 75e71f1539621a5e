/// Two rows of units and what connects them, as textbooks draw layers: inputs below, outputs above.
public struct NodeDiagram: Sendable {
  /// One unit.
  public struct Node: Hashable, Sendable {
    /// What stands in it.
    public let label: String
    /// Whether it is drawn in colour.
    public let isMarked: Bool

    /// A unit.
    public init(_ label: String, isMarked: Bool = false) {
      self.label = label
      self.isMarked = isMarked
    }
  }

  /// Two rows.
  public struct Panel: Hashable, Sendable {
    /// The heading.
    public let title: String
    /// The upper row's name.
    public let upperName: String
    /// The upper row.
    public let upper: [Node]
    /// The lower row's name.
    public let lowerName: String
    /// The lower row.
    public let lower: [Node]

    /// Two rows of units.
    public init(
      _ title: String, upper: (name: String, nodes: [Node]), lower: (name: String, nodes: [Node])
    ) {
      self.title = title
      upperName = upper.name
      self.upper = upper.nodes
      lowerName = lower.name
      self.lower = lower.nodes
    }
  }

  /// The heading.
  public let title: String
  /// One line about it.
  public let note: String
  /// The pairs of rows, one below the other.
  public let panels: [Panel]
  /// Which lower unit is connected with which upper one, in every panel.
  public let edges: [(lower: Int, upper: Int)]

  /// A diagram.
  public init(_ title: String, note: String, panels: [Panel], edges: [(lower: Int, upper: Int)]) {
    self.title = title
    self.note = note
    self.panels = panels
    self.edges = edges
  }

  /// The diagram as an SVG file.
  public var svg: String {
    let (step, radius, panelHeight) = (60.0, 21.0, 210.0)
    let count = panels.map { max($0.upper.count, $0.lower.count) }.max() ?? 0
    let names = panels.flatMap { [$0.upperName, $0.lowerName] }
    let left = 32 + (names.map(SVG.textWidth).max() ?? 0)
    let width = max(
      left + Double(count) * step + 20, 40 + SVG.textWidth(note), SVG.width(titled: title))
    var svg = SVG(width: width, height: 66 + panelHeight * Double(panels.count))
    svg.text(title, "title", x: 20, y: 28)
    svg.text(note, "note", x: 20, y: 46)
    for (place, panel) in panels.enumerated() {
      let top = 66 + panelHeight * Double(place)
      let (above, below) = (top + 56, top + 152)
      func x(_ node: Int) -> Double { left + (Double(node) + 0.5) * step }
      svg.text(panel.title, "panel", x: 20, y: top + 16)
      svg.text(panel.upperName, "note", x: 20, y: above + 4)
      svg.text(panel.lowerName, "note", x: 20, y: below + 4)
      for edge in edges
      where panel.lower.indices.contains(edge.lower) && panel.upper.indices.contains(edge.upper) {
        svg.line(
          "axis", from: (x(edge.lower), below - radius), to: (x(edge.upper), above + radius))
      }
      for (y, nodes) in [(above, panel.upper), (below, panel.lower)] {
        for (index, node) in nodes.enumerated() {
          svg.add(
            "circle",
            [
              ("class", node.isMarked ? "c1" : "muted"), ("fill-opacity", "0.35"),
              ("cx", SVG.number(x(index))), ("cy", SVG.number(y)), ("r", SVG.number(radius)),
            ])
          svg.text(node.label, x: x(index), y: y + 4, anchor: .middle)
        }
      }
    }
    return svg.document(title: title)
  }
}
