import FoveaTensor
import Synchronization

/// How a variable was computed, without its value: a node of the graph.
final class History {
  /// Of the value.
  let shape: Shape
  /// Whether gradients are computed for the variable.
  let requiresGradient: Bool
  /// Higher than the id of everything the variable was computed from.
  let id: Int
  var node: Node?
  /// What a leaf stands for, if it stands for a parameter.
  let parameter: Parameter?

  /// What the variable was computed from, and how its gradient goes back there.
  struct Node {
    /// Empty again once `backward` has used it.
    var parents: [History]
    /// From the gradient of the value to those of the parents, in order; nil where none is wanted.
    var pullback: ((consuming Tensor) -> [Tensor?])?
    /// The gradient of a parameter that stays a product; the pullback gives none for it.
    var product: Product?
  }

  /// A parameter's gradient from the gradient of the value, not multiplied out.
  struct Product {
    let parameter: Parameter
    let make: (Tensor) -> GradientProduct
  }

  init(shape: Shape, requiresGradient: Bool, node: Node?, parameter: Parameter?) {
    self.shape = shape
    self.requiresGradient = requiresGradient
    self.node = node
    self.parameter = parameter
    id = nextID.wrappingAdd(1, ordering: .relaxed).newValue
  }

  deinit {
    // A long chain would be released by recursion, one stack frame a link: take it apart here instead.
    guard var pile = node?.parents, !pile.isEmpty else { return }
    node = nil
    while var last = pile.popLast() {
      if isKnownUniquelyReferenced(&last), let parents = last.node?.parents {
        last.node = nil
        pile += parents
      }
    }
  }
}

private let nextID = Atomic<Int>(0)
