import FoveaModels
import FoveaNN
import FoveaReport

extension ModelCard {
  /// The layers as a block diagram, the input at the bottom: branches side by side, dashed circles where one has
  /// nothing to do, and a circle where they are joined.
  ///
  /// - Parameter most: rows at most; 12 by default, as many as a page shows.
  public func diagram(most: Int = 12) -> LayerDiagram {
    let rows = plan.rows
    let input = PlanRow(name: "input", nodes: [nil], isJoint: true)
    let shown = Array(([input] + rows).prefix(most))
    let edges = (0..<shown.count - 1).flatMap { row in
      (0..<shown[row].nodes.count).flatMap { lower in
        (0..<shown[row + 1].nodes.count)
          .filter { shown[row + 1].isJoint || $0 == lower }
          .map { LayerDiagram.Edge(row: row, lower: lower, upper: $0, isMarked: true) }
      }
    }
    let extent =
      shown.count > rows.count
      ? "from the input, at the bottom, to the output"
      : "\(shown.count - 1) of \(rows.count) rows, from the input"
    let isDashed = shown.contains { $0.nodes.count > 1 && $0.nodes.contains(nil) }
    return LayerDiagram(
      "\(name): \(branchings == 0 ? "a chain" : "branches and joins")",
      note: extent + (isDashed ? "; dashed: as it is" : ""),
      rows: shown.enumerated().map { place, row in
        LayerDiagram.Row(
          row.name,
          row.nodes.map { node -> LayerDiagram.Node in
            if place == 0 { return .init("", .marked) }
            return node.map { .init($0) } ?? .init("", .absent)
          })
      }, edges: edges)
  }
}

/// A row of the diagram.
private struct PlanRow {
  /// What stands above it.
  var name: String
  /// What stands in its circles; nil for a branch without a layer there.
  let nodes: [String?]
  /// Whether each of its circles sees all of the row below: where layers follow each other, and branches begin.
  let isJoint: Bool
}

extension ModelPlan {
  /// A row a layer that changes the shape or has weights; what follows it element by element goes into its name.
  fileprivate var rows: [PlanRow] {
    var rows: [PlanRow] = []
    for part in parts {
      switch part {
      case .layer(let layer):
        if let label = layer.label {
          rows.append(PlanRow(name: layer.title, nodes: [label], isJoint: true))
        } else if let activation = (layer as? any ActivationLayer)?.activation, !rows.isEmpty {
          rows[rows.count - 1].name += ", \(activation.name)"
        }
      case .branches(let branches, let joint):
        let columns = branches.map { $0.layers.compactMap(\.label) }
        let height = max(1, columns.map(\.count).max() ?? 1)
        for row in 0..<height {
          rows.append(
            PlanRow(
              name: "", nodes: columns.map { row < $0.count ? $0[row] : nil }, isJoint: row == 0))
        }
        rows.append(
          PlanRow(
            name: "joined by \(joint.joining)", nodes: [joint.joining == "sum" ? "+" : "cat"],
            isJoint: true))
      }
    }
    return rows
  }
}

extension Layer {
  /// What stands in its circle: an extent, or a few letters; nil for what gets none.
  fileprivate var label: String? {
    switch self {
    case let convolution as Conv2D:
      "\(convolution.weight.shape[0])x\(convolution.weight.shape[1])"
    case let convolution as Conv1D: "\(convolution.weight.shape[1])"
    case let convolution as TableConv2D:
      "\(convolution.weight.shape[0])x\(convolution.weight.shape[1])"
    case is Dense: "fc"
    case is SqueezeExcite: "gate"
    case is any PoolingLayer:
      kind.lowercased().contains("max") ? "max" : kind.lowercased().contains("avg") ? "avg" : "pool"
    case is any ElementwiseLayer, is BatchNorm, is Flatten, is Dropout, is LocalResponseNorm,
      is Parallel, is ResidualBlock:
      nil
    default: hasWeights ? String(kind.lowercased().prefix(4)) : nil
    }
  }

  /// What stands above its circle: the kind, and how many outputs.
  fileprivate var title: String {
    let outputs = hasWeights ? parameters.first { $0.shape.rank > 1 }?.shape[-1] : nil
    return kind + (outputs.map { ", \($0)" } ?? "")
  }

  /// How it joins branches.
  fileprivate var joining: String {
    (self as? Parallel)?.join.rawValue ?? "sum"
  }
}
