@_exported import FoveaTensor

/// A tensor that remembers how it was computed, so that a loss can be differentiated.
///
/// A graph is made anew by each forward pass (define by run) and lives as long as its last variable, or
/// until `backward` has gone through it.
public final class Variable {
  /// The value.
  public let value: Tensor
  /// How it was computed. What was computed from this variable holds the history alone: a value that no
  /// gradient needs is freed as soon as its variable is.
  let history: History

  /// A variable that no operation made: an input.
  ///
  /// - Parameters:
  ///   - value: its value.
  ///   - requiresGradient: whether `backward` is to give its gradient; not by default, so that none is
  ///     computed for a network's input.
  public convenience init(_ value: Tensor, requiresGradient: Bool = false) {
    self.init(value, requiresGradient: requiresGradient, node: nil, parameter: nil)
  }

  init(_ value: Tensor, requiresGradient: Bool, node: History.Node?, parameter: Parameter?) {
    self.value = value
    history = History(
      shape: value.shape, requiresGradient: requiresGradient, node: node, parameter: parameter)
  }

  /// Whether gradients are computed for this variable.
  public var requiresGradient: Bool { history.requiresGradient }

  /// The extents of the value.
  public var shape: Shape { value.shape }

  /// The same value without its history: gradients stop here.
  public var detached: Variable { Variable(value) }
}
