// Optimisers' updates, one pass over the parameter, its gradient and its state.

/// v = momentum * v + g; w -= rate * (nesterov ? g + momentum * v : v), where g = gradient + decay * w.
@inlinable @inline(__always)
func momentumUpdate<I: InstructionSet>(
  _: I.Type, _ gradient: Input, _ decay: Scalar, _ momentum: Scalar, _ rate: Scalar,
  _ nesterov: Bool, _ velocity: Output, _ w: Output, _ n: Int
) {
  let decay = Vector(repeating: decay)
  let momentum = Vector(repeating: momentum)
  let step = Vector(repeating: -rate)
  var i = 0
  while i < n {
    let r = min(lanes, n &- i)
    let whole = r == lanes
    let weight = load(Input(w) + i, first: r, whole: whole)
    let g = I.multiplyAdd(decay, weight, load(gradient + i, first: r, whole: whole))
    let v = I.multiplyAdd(momentum, load(Input(velocity) + i, first: r, whole: whole), g)
    let direction = nesterov ? I.multiplyAdd(momentum, v, g) : v
    let updated = I.multiplyAdd(step, direction, weight)
    if whole {
      store(v, velocity + i)
      store(updated, w + i)
    } else {
      store(v, velocity + i, first: r)
      store(updated, w + i, first: r)
    }
    i &+= lanes
  }
}

/// The numbers of one Adam step that every element shares.
public struct AdamStep: Sendable {
  /// Coupled weight decay, added to the gradient.
  public let decay: Scalar
  /// Decay of the first moment.
  public let beta1: Scalar
  /// Decay of the second moment.
  public let beta2: Scalar
  /// The learning rate over the first moment's bias correction.
  public let rate: Scalar
  /// One over the square root of the second moment's bias correction.
  public let secondScale: Scalar
  /// Added to the root.
  public let epsilon: Scalar

  /// The numbers of one step.
  public init(
    decay: Scalar, beta1: Scalar, beta2: Scalar, rate: Scalar, secondScale: Scalar, epsilon: Scalar
  ) {
    self.decay = decay
    self.beta1 = beta1
    self.beta2 = beta2
    self.rate = rate
    self.secondScale = secondScale
    self.epsilon = epsilon
  }
}

/// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w -= rate * m / (sqrt(v) * scale + epsilon).
@inlinable @inline(__always)
func adamUpdate<I: InstructionSet>(
  _: I.Type, _ s: AdamStep, _ gradient: Input, _ m: Output, _ v: Output, _ w: Output, _ n: Int
) {
  let rest1 = Vector(repeating: 1 - s.beta1)
  let rest2 = Vector(repeating: 1 - s.beta2)
  var i = 0
  while i < n {
    let r = min(lanes, n &- i)
    let whole = r == lanes
    let weight = load(Input(w) + i, first: r, whole: whole)
    let g = I.multiplyAdd(
      Vector(repeating: s.decay), weight, load(gradient + i, first: r, whole: whole))
    let first = I.multiplyAdd(
      Vector(repeating: s.beta1), load(Input(m) + i, first: r, whole: whole), rest1 * g)
    let second = I.multiplyAdd(
      Vector(repeating: s.beta2), load(Input(v) + i, first: r, whole: whole), rest2 * g * g)
    let denominator = I.multiplyAdd(
      second.squareRoot(), Vector(repeating: s.secondScale), Vector(repeating: s.epsilon))
    let updated = weight - first * s.rate / denominator
    if whole {
      store(first, m + i)
      store(second, v + i)
      store(updated, w + i)
    } else {
      store(first, m + i, first: r)
      store(second, v + i, first: r)
      store(updated, w + i, first: r)
    }
    i &+= lanes
  }
}
