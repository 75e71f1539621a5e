/// The gradients of one loss: what `backward` returns and an optimiser takes.
public struct Gradients {
  // Keyed by the parameters themselves, which it so keeps alive: another object could take an identity over.
  private var byParameter: [Parameter: Tensor] = [:]
  private var byVariable: [Int: Tensor] = [:]

  /// No gradients.
  public init() {}

  /// The gradient of a parameter; nil when the loss does not depend on it.
  public subscript(parameter: Parameter) -> Tensor? {
    get { byParameter[parameter] }
    set { byParameter[parameter] = newValue }
  }

  /// The gradient of an input made with `requiresGradient: true`.
  public subscript(variable: Variable) -> Tensor? { byVariable[variable.history.id] }

  /// Adds other gradients, in place where they are not shared: those of the rest of a batch that was too
  /// large to be taken at once.
  public mutating func add(_ other: consuming Gradients) {
    for (parameter, gradient) in other.byParameter {
      byParameter.accumulate(gradient, at: parameter)
    }
    for (leaf, gradient) in other.byVariable { byVariable.accumulate(gradient, at: leaf) }
  }

  /// Adds to the gradient of a leaf, in place where it is not shared. A parameter that is used in
  /// several places has several leaves.
  mutating func add(_ gradient: consuming Tensor, to leaf: History) {
    if let parameter = leaf.parameter {
      byParameter.accumulate(gradient, at: parameter)
    } else {
      byVariable[leaf.id] = gradient
    }
  }
}

extension Dictionary where Value == Tensor {
  /// Adds to the tensor under `key`, in place where it is not shared.
  mutating func accumulate(_ gradient: consuming Tensor, at key: Key) {
    guard let index = index(forKey: key) else {
      self[key] = gradient
      return
    }
    values[index] += gradient
  }
}
