// Optimisers' updates: one pass over the parameter, its gradient and its state, whatever is asked for.
// A pass moves three to five arrays through memory and waits for them; the arithmetic hides behind that,
// so clipping and penalties are in every update and cost nothing that could be measured.

/// What happens to a gradient before an optimiser's rule, and to the weight beside it.
public struct UpdateTerms: Sendable {
  /// What the gradient is multiplied by: below 1 where its norm is clipped.
  public let scale: Scalar
  /// What the magnitude of a gradient's element may be; infinity for anything.
  public let limit: Scalar
  /// The coupled L1 factor: sign(w) times this is added to the gradient.
  public let l1: Scalar
  /// The coupled L2 factor: w times this is added to the gradient.
  public let decay: Scalar
  /// What the weight is multiplied by beside the step: 1 without decoupled decay.
  public let keep: Scalar
  /// How far the weight is moved towards 0 after the step, and no further than to it.
  public let threshold: Scalar

  /// The terms of one step of one parameter.
  public init(
    scale: Scalar, limit: Scalar, l1: Scalar, decay: Scalar, keep: Scalar, threshold: Scalar
  ) {
    self.scale = scale
    self.limit = limit
    self.l1 = l1
    self.decay = decay
    self.keep = keep
    self.threshold = threshold
  }
}

/// The gradient clipped, with the coupled penalties' added.
@inlinable @inline(__always)
func penalized<I: InstructionSet>(
  _: I.Type, _ t: UpdateTerms, _ gradient: Vector, _ w: Vector
) -> Vector {
  let limit = Vector(repeating: t.limit)
  // In this order a NaN stays one, to be found.
  let g = minimum(maximum(gradient * t.scale, -limit), limit)
  let sign = copySign(Vector(repeating: t.l1), w).replaced(by: Vector.zero, where: w .== 0)
  return I.multiplyAdd(Vector(repeating: t.decay), w, g + sign)
}

/// keep * w - rate * direction, then moved towards 0 by the threshold.
@inlinable @inline(__always)
func moved<I: InstructionSet>(
  _: I.Type, _ t: UpdateTerms, _ w: Vector, _ rate: Scalar, _ direction: Vector
) -> Vector {
  let stepped = I.multiplyAdd(Vector(repeating: -rate), direction, w * t.keep)
  let rest = maximum(magnitude(stepped) - t.threshold, Vector.zero)
  // Plus 0: what was negative and vanished is 0, not -0.
  return copySign(rest, stepped) + Vector.zero
}

/// The numbers of one step of SGD that every element shares.
public struct MomentumStep: Sendable {
  /// The share of the velocity that stays.
  public let momentum: Scalar
  /// The learning rate.
  public let rate: Scalar
  /// Whether the step looks ahead along the velocity.
  public let nesterov: Bool

  /// The numbers of one step.
  public init(momentum: Scalar, rate: Scalar, nesterov: Bool) {
    self.momentum = momentum
    self.rate = rate
    self.nesterov = nesterov
  }
}

/// v = momentum * v + g; w -= rate * (nesterov ? g + momentum * v : v). Without a velocity, v is g.
@inlinable @inline(__always)
func momentumUpdate<I: InstructionSet>(
  _: I.Type, _ t: UpdateTerms, _ s: MomentumStep, _ gradient: Input, _ velocity: Output?,
  _ w: Output, _ n: Int
) {
  let momentum = Vector(repeating: s.momentum)
  var i = 0
  while i < n {
    let r = min(lanes, n &- i)
    let whole = r == lanes
    let weight = load(Input(w) + i, first: r, whole: whole)
    let g = penalized(I.self, t, load(gradient + i, first: r, whole: whole), weight)
    var direction = g
    if let velocity {
      let v = I.multiplyAdd(momentum, load(Input(velocity) + i, first: r, whole: whole), g)
      storeFirst(v, velocity + i, r)
      direction = s.nesterov ? I.multiplyAdd(momentum, v, g) : v
    }
    storeFirst(moved(I.self, t, weight, s.rate, direction), w + i, r)
    i &+= lanes
  }
}

/// average = keep * average + (1 - keep) * x.
@inlinable @inline(__always)
func averageUpdate<I: InstructionSet>(
  _: I.Type, _ keep: Scalar, _ x: Input, _ average: Output, _ n: Int
) {
  let rest = Vector(repeating: 1 - keep)
  var i = 0
  while i < n {
    let r = min(lanes, n &- i)
    let whole = r == lanes
    let a = load(Input(average) + i, first: r, whole: whole)
    // As a difference: what has reached x stays there.
    storeFirst(
      I.multiplyAdd(rest, load(x + i, first: r, whole: whole) - a, a), average + i, r)
    i &+= lanes
  }
}
