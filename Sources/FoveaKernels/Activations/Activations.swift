// The activations and their gradients, each one pass. One entry of the table for all: which it is is asked
// once a run of some thousand elements.

/// y = f(x).
@inlinable @inline(__always)
func activate<I: InstructionSet>(
  _: I.Type, _ f: Activation, _ x: Input, _ y: Output, _ n: Int
) {
  let zero = Vector(repeating: 0)
  switch f {
  case .relu: map(x, y, n) { $0.replaced(by: zero, where: $0 .< zero) }
  case .relu6:
    let six = Vector(repeating: 6)
    map(x, y, n) {
      $0.replaced(by: zero, where: $0 .< zero).replaced(by: six, where: $0 .> six)
    }
  case .leakyReLU(let slope), .prelu(let slope):
    map(x, y, n) { ($0 * slope).replaced(by: $0, where: $0 .> zero) }
  case .elu(let alpha): map(x, y, n) { exponentialUnit(I.self, $0, 1, alpha) }
  case .selu:
    map(x, y, n) { exponentialUnit(I.self, $0, seluScale, seluScale * seluAlpha) }
  case .softplus: map(x, y, n) { softplus(I.self, $0) }
  case .gelu: map(x, y, n) { gated($0, normalDistribution(I.self, $0).cumulative) }
  case .geluTanh: map(x, y, n) { gated($0, tanhGate(I.self, $0).gate) }
  case .silu: map(x, y, n) { gated($0, logistic(I.self, $0)) }
  case .mish: map(x, y, n) { gated($0, mishGate(I.self, $0).gate) }
  case .hardSwish:
    map(x, y, n) { gated($0, unitRamp(I.self, $0)) }
  case .hardSigmoid: map(x, y, n) { unitRamp(I.self, $0) }
  case .sigmoid: map(x, y, n) { logistic(I.self, $0) }
  case .tanh: map(x, y, n) { hyperbolicTangent(I.self, $0) }
  }
}

/// dx = f'(x) dy, from the input where `gradientTakesInput`, from the output otherwise; dx may be dy.
@inlinable @inline(__always)
func activateGradient<I: InstructionSet>(
  _: I.Type, _ f: Activation, _ kept: Input, _ dy: Input, _ dx: Output, _ n: Int
) {
  let zero = Vector(repeating: 0)
  let one = Vector(repeating: 1)
  switch f {
  case .relu:
    map(kept, dy, dx, n) { y, dy in zero.replaced(by: dy, where: y .> zero) }
  case .relu6:
    map(kept, dy, dx, n) { y, dy in
      zero.replaced(by: dy, where: y .> zero)
        .replaced(by: zero, where: y .>= Vector(repeating: 6))
    }
  case .leakyReLU(let slope), .prelu(let slope):
    map(kept, dy, dx, n) { v, dy in (dy * slope).replaced(by: dy, where: v .> zero) }
  case .elu(let alpha):
    map(kept, dy, dx, n) { y, dy in (dy * (y + alpha)).replaced(by: dy, where: y .> zero) }
  case .selu:
    map(kept, dy, dx, n) { y, dy in
      dy * (y + seluScale * seluAlpha).replaced(by: seluScale, where: y .> zero)
    }
  case .softplus:
    map(kept, dy, dx, n) { y, dy in dy * -exponentialMinusOne(I.self, -y) }
  case .gelu:
    map(kept, dy, dx, n) { x, dy in
      let normal = normalDistribution(I.self, x)
      let density = normal.bell * 0.39894228040143267794  // 1 / sqrt(2 pi)
      return dy * I.multiplyAdd(clipped(x, 40), density, normal.cumulative)
    }
  case .geluTanh:
    map(kept, dy, dx, n) { x, dy in
      let (gate, slope) = tanhGate(I.self, x)
      return dy * I.multiplyAdd(clipped(x, 30), slope, gate)
    }
  case .silu:
    map(kept, dy, dx, n) { x, dy in
      let (gate, rest) = logisticShares(I.self, x)
      return dy * (gate * I.multiplyAdd(clipped(x, 800), rest, one))
    }
  case .mish:
    map(kept, dy, dx, n) { x, dy in
      let (gate, slope) = mishGate(I.self, x)
      return dy * I.multiplyAdd(clipped(x, 800), slope, gate)
    }
  case .hardSwish:
    map(kept, dy, dx, n) { x, dy in
      let inside = I.multiplyAdd(
        x, Vector(repeating: 0.33333333333333333), Vector(repeating: 0.5))
      let factor = zero.replaced(by: inside, where: x .> Vector(repeating: -3))
      return dy * factor.replaced(by: one, where: x .>= Vector(repeating: 3))
    }
  case .hardSigmoid:
    map(kept, dy, dx, n) { y, dy in
      let part = zero.replaced(by: dy * 0.16666666666666667, where: y .> zero)
      return part.replaced(by: zero, where: y .>= one)
    }
  case .sigmoid: map(kept, dy, dx, n) { y, dy in dy * (y * (1 - y)) }
  case .tanh: map(kept, dy, dx, n) { y, dy in dy * ((1 - y) * (1 + y)) }
  }
}

/// max(0, x + y).
@inlinable @inline(__always)
func reluOfSum<I: InstructionSet>(
  _: I.Type, _ x: Input, _ y: Input, _ z: Output, _ n: Int
) {
  let zero = Vector(repeating: 0)
  map(x, y, z, n) { x, y in
    let sum = x + y
    return sum.replaced(by: zero, where: sum .< zero)
  }
}

/// How many of the elements lie outside `low` ... `high`, NaN among them; n up to 2^20, so that each lane
/// counts exactly.
@inlinable @inline(__always)
func countOutside<I: InstructionSet>(
  _: I.Type, _ x: Input, _ low: Scalar, _ high: Scalar, _ n: Int
) -> Int {
  let (least, most) = (Vector(repeating: low), Vector(repeating: high))
  let (zero, one) = (Vector(repeating: 0), Vector(repeating: 1))
  var outside = zero
  var i = 0
  while i < n {
    let v = i &+ lanes <= n ? load(x + i) : load(x + i, first: n &- i, fill: low)
    outside += one.replaced(by: zero, where: (v .>= least) .& (v .<= most))
    i &+= lanes
  }
  return Int(horizontalSum(outside))
}
