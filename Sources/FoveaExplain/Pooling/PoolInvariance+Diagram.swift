import FoveaKernels
import FoveaReport

extension PoolInvariance {
  /// The figure as the slide draws it: both rows of units with their values, changed ones in colour.
  public var diagram: NodeDiagram {
    let reach = window / 2
    let count = inputs[0].count
    let edges = (0..<count).flatMap { upper in
      (max(0, upper - reach)...min(count - 1, upper + reach)).map { (lower: $0, upper: upper) }
    }
    func nodes(_ rows: [[Scalar]], _ place: Int) -> [NodeDiagram.Node] {
      rows[place].indices.map { index in
        let isChanged = place == 1 && rows[0][index] != rows[1][index]
        return NodeDiagram.Node(Double(rows[place][index]).significant(3), isMarked: isChanged)
      }
    }
    return NodeDiagram(
      "Max pooling under a shift by one place",
      note: "window \(window): \(changedInputs) of \(count) inputs change, \(changedOutputs) of "
        + "\(count) outputs",
      panels: ["before", "shifted to the right"].enumerated().map { place, title in
        NodeDiagram.Panel(
          title, upper: ("pooling stage", nodes(outputs, place)),
          lower: ("detector stage", nodes(inputs, place)))
      }, edges: edges)
  }
}
