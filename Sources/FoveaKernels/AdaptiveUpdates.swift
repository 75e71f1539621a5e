// Updates that divide each element by a measure of its own gradients.

/// The numbers of one Adam step that every element shares.
public struct AdamStep: Sendable {
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
    beta1: Scalar, beta2: Scalar, rate: Scalar, secondScale: Scalar, epsilon: Scalar
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.rate = rate
    self.secondScale = secondScale
    self.epsilon = epsilon
  }
}

/// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w -= rate * m / (sqrt(v) * scale + epsilon).
///
/// With room for the largest v so far (AMSGrad), that takes v's place in the last formula.
@inlinable @inline(__always)
func adamUpdate<I: InstructionSet>(
  _: I.Type, _ t: UpdateTerms, _ s: AdamStep, _ gradient: Input, _ m: Output, _ v: Output,
  _ largest: Output?, _ w: Output, _ n: Int
) {
  let rest1 = Vector(repeating: 1 - s.beta1)
  let rest2 = Vector(repeating: 1 - s.beta2)
  var i = 0
  while i < n {
    let r = min(lanes, n &- i)
    let whole = r == lanes
    let weight = load(Input(w) + i, first: r, whole: whole)
    let g = penalized(I.self, t, load(gradient + i, first: r, whole: whole), weight)
    let first = I.multiplyAdd(
      Vector(repeating: s.beta1), load(Input(m) + i, first: r, whole: whole), rest1 * g)
    var second = I.multiplyAdd(
      Vector(repeating: s.beta2), load(Input(v) + i, first: r, whole: whole), rest2 * g * g)
    storeFirst(first, m + i, r)
    storeFirst(second, v + i, r)
    if let largest {
      second = maximum(load(Input(largest) + i, first: r, whole: whole), second)
      storeFirst(second, largest + i, r)
    }
    let denominator = I.multiplyAdd(
      second.squareRoot(), Vector(repeating: s.secondScale), Vector(repeating: s.epsilon))
    storeFirst(moved(I.self, t, weight, 1, first * s.rate / denominator), w + i, r)
    i &+= lanes
  }
}

/// The numbers of one RMSProp step that every element shares.
public struct RMSPropStep: Sendable {
  /// The share of the mean square that stays.
  public let keep: Scalar
  /// The share of the velocity that stays.
  public let momentum: Scalar
  /// The learning rate.
  public let rate: Scalar
  /// Added to the root.
  public let epsilon: Scalar

  /// The numbers of one step.
  public init(keep: Scalar, momentum: Scalar, rate: Scalar, epsilon: Scalar) {
    self.keep = keep
    self.momentum = momentum
    self.rate = rate
    self.epsilon = epsilon
  }
}

/// s = keep s + (1 - keep) g^2; v = momentum v + g / (sqrt(s) + epsilon); w -= rate * v.
///
/// With room for the mean gradient m, it is centred: the root is of s - m^2, the variance.
@inlinable @inline(__always)
func rmsPropUpdate<I: InstructionSet>(
  _: I.Type, _ t: UpdateTerms, _ s: RMSPropStep, _ gradient: Input, _ square: Output,
  _ mean: Output?, _ velocity: Output?, _ w: Output, _ n: Int
) {
  let keep = Vector(repeating: s.keep)
  let rest = Vector(repeating: 1 - s.keep)
  var i = 0
  while i < n {
    let r = min(lanes, n &- i)
    let whole = r == lanes
    let weight = load(Input(w) + i, first: r, whole: whole)
    let g = penalized(I.self, t, load(gradient + i, first: r, whole: whole), weight)
    var spread = I.multiplyAdd(
      keep, load(Input(square) + i, first: r, whole: whole), rest * g * g)
    storeFirst(spread, square + i, r)
    if let mean {
      let m = I.multiplyAdd(keep, load(Input(mean) + i, first: r, whole: whole), rest * g)
      storeFirst(m, mean + i, r)
      // A variance of nearly 0 may round to less than it.
      spread = maximum(spread - m * m, Vector.zero)
    }
    var direction = g / (spread.squareRoot() + s.epsilon)
    if let velocity {
      direction = I.multiplyAdd(
        Vector(repeating: s.momentum), load(Input(velocity) + i, first: r, whole: whole),
        direction)
      storeFirst(direction, velocity + i, r)
    }
    storeFirst(moved(I.self, t, weight, s.rate, direction), w + i, r)
    i &+= lanes
  }
}

/// s += g^2; w -= rate * g / (sqrt(s) + epsilon).
@inlinable @inline(__always)
func adagradUpdate<I: InstructionSet>(
  _: I.Type, _ t: UpdateTerms, _ rate: Scalar, _ epsilon: Scalar, _ gradient: Input,
  _ sum: Output, _ w: Output, _ n: Int
) {
  var i = 0
  while i < n {
    let r = min(lanes, n &- i)
    let whole = r == lanes
    let weight = load(Input(w) + i, first: r, whole: whole)
    let g = penalized(I.self, t, load(gradient + i, first: r, whole: whole), weight)
    let squares = I.multiplyAdd(g, g, load(Input(sum) + i, first: r, whole: whole))
    storeFirst(squares, sum + i, r)
    storeFirst(moved(I.self, t, weight, rate, g / (squares.squareRoot() + epsilon)), w + i, r)
    i &+= lanes
  }
}
