/// The gradients of one loss: what `backward` returns and an optimiser takes.
public struct Gradients {
  // Keyed by the parameters themselves, which it so keeps alive: another object could take an identity over.
  private var byParameter: [Parameter: Gradient] = [:]
  private var byVariable: [Int: Tensor] = [:]

  /// No gradients.
  public init() {}

  /// The gradient of a parameter; nil when the loss does not depend on it.
  public subscript(parameter: Parameter) -> Tensor? {
    get { byParameter[parameter]?.value }
    set { byParameter[parameter] = newValue.map { .tensor($0) } }
  }

  /// The length of a parameter's gradient, the root of its sum of squares; nil when the loss does not depend on
  /// it.
  package func norm(of parameter: Parameter) -> Double? {
    byParameter[parameter]?.sumOfSquares.squareRoot()
  }

  /// The gradient of a parameter as it came.
  package func gradient(of parameter: Parameter) -> Gradient? { byParameter[parameter] }

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
      byParameter.accumulate(.tensor(gradient), at: parameter)
    } else {
      byVariable[leaf.id] = gradient
    }
  }

  /// As `add(_:to:)`, for a product; the leaf is a parameter's.
  mutating func add(_ product: GradientProduct, to parameter: Parameter) {
    byParameter.accumulate(.product(product), at: parameter)
  }
}

extension Dictionary where Value == Gradient {
  /// Adds to the gradient under `key`; a sum is a tensor, and changed in place where it is not shared.
  mutating func accumulate(_ gradient: consuming Gradient, at key: Key) {
    guard let index = index(forKey: key) else {
      self[key] = gradient
      return
    }
    var sum = values[index].value
    values[index] = .tensor(Tensor.zeros([0]))
    sum += gradient.value
    values[index] = .tensor(sum)
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
