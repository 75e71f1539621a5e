@_exported import FoveaTensor
import Synchronization

/// A tensor that remembers how it was computed, so that a loss can be differentiated.
///
/// A graph is made anew by each forward pass (define by run) and lives as long as its last variable, or
/// until `backward` has gone through it.
public final class Variable {
  /// The value.
  public let value: Tensor
  /// Whether gradients are computed for this variable.
  public let requiresGradient: Bool

  /// Higher than the id of everything this variable was computed from.
  let id: Int
  var node: Node?
  /// What a leaf stands for, if it stands for a parameter.
  let parameter: Parameter?

  /// How a variable was computed: what from, and how its gradient goes back there.
  struct Node {
    /// Empty again once `backward` has used it.
    var parents: [Variable]
    /// From the gradient of the value to those of the parents, in order; nil where none is wanted.
    var pullback: ((consuming Tensor) -> [Tensor?])?
  }

  /// A variable that no operation made: an input.
  ///
  /// - Parameters:
  ///   - value: its value.
  ///   - requiresGradient: whether `backward` is to give its gradient; not by default, so that none is
  ///     computed for a network's input.
  public convenience init(_ value: Tensor, requiresGradient: Bool = false) {
    self.init(value, requiresGradient: requiresGradient, node: nil, parameter: nil)
  }

  init(_ value: Tensor, requiresGradient: Bool, node: Node?, parameter: Parameter?) {
    self.value = value
    self.requiresGradient = requiresGradient
    self.node = node
    self.parameter = parameter
    id = nextID.wrappingAdd(1, ordering: .relaxed).newValue
  }

  /// The extents of the value.
  public var shape: Shape { value.shape }

  /// The same value without its history: gradients stop here.
  public var detached: Variable { Variable(value) }

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
