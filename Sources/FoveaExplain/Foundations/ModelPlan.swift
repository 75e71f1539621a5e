import FoveaModels
import FoveaNN

/// How the layers of a network are connected: one after the other, and where it branches, beside each other.
///
/// Every network here is feed-forward: nothing goes back to where it came from.
struct ModelPlan {
  /// A piece of the way from input to output.
  enum Part {
    /// One layer.
    case layer(any Layer)
    /// Branches that take the same input and are joined behind by the layer that holds them; an empty one is a skip.
    case branches([ModelPlan], within: any Layer)
  }

  /// The pieces, in order.
  let parts: [Part]

  /// The plan of a network, or of a part of one.
  init(of layer: any Layer) { parts = Self.parts(of: layer) }

  private init(_ parts: [Part]) { self.parts = parts }

  private static func parts(of layer: any Layer) -> [Part] {
    switch layer {
    case let chain as any Chain: return chain.layers.flatMap(parts)
    case let parallel as Parallel:
      return [.branches(parallel.branches.map { ModelPlan(of: $0) }, within: parallel)]
    case let block as ResidualBlock:
      let inside = block.members.compactMap { member in
        if case .layer(_, let layer) = member { ModelPlan(of: layer) } else { nil }
      }
      // A body alone is added to what went in.
      let skip = inside.count == 1 ? [ModelPlan([])] : []
      return [.branches(inside + skip, within: block)]
    case is Identity: return []
    default: return [.layer(layer)]
    }
  }

  /// The most layers with weights that a picture meets in a row: what networks' depths are counted by.
  var depth: Int {
    parts.reduce(0) { depth, part in
      switch part {
      case .layer(let layer): depth + (layer.hasWeights ? 1 : 0)
      case .branches(let branches, _): depth + (branches.map(\.depth).max() ?? 0)
      }
    }
  }

  /// How often it branches.
  var branchings: Int {
    parts.reduce(0) { count, part in
      if case .branches(let branches, _) = part {
        count + 1 + branches.reduce(0) { $0 + $1.branchings }
      } else {
        count
      }
    }
  }

  /// Every layer, those inside branches and those that join them included.
  var layers: [any Layer] {
    parts.flatMap { part -> [any Layer] in
      switch part {
      case .layer(let layer): [layer]
      case .branches(let branches, let joint): branches.flatMap(\.layers) + [joint]
      }
    }
  }
}

extension Layer {
  /// Whether it has weights of its own, and not only a scale and a shift for each channel.
  var hasWeights: Bool {
    !(self is Parallel) && !(self is ResidualBlock) && parameters.contains { $0.shape.rank > 1 }
  }

  /// Whether its weights slide over a grid.
  var isConvolution: Bool {
    self is Conv2D || self is Conv1D || self is TableConv2D || self is ConvTranspose2D
  }
}
