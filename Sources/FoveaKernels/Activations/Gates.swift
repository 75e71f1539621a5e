// Parts of the activations: shares of x that pass, and their slopes.

/// SELU's constants, Klambauer et al. (2017).
@inlinable @inline(__always)
package var seluScale: Scalar { 1.0507009873554804934 }

@inlinable @inline(__always)
package var seluAlpha: Scalar { 1.6732632423543772848 }

/// `slope` * x above 0, `alpha` * (e^x - 1) below.
@inlinable @inline(__always)
func exponentialUnit<I: InstructionSet>(
  _: I.Type, _ x: Vector, _ slope: Scalar, _ alpha: Scalar
) -> Vector {
  (exponentialMinusOne(I.self, x) * alpha)
    .replaced(by: x * slope, where: x .> Vector(repeating: 0))
}

/// x * gate; 0 where the gate is shut, at minus infinity too.
@inlinable @inline(__always)
func gated(_ x: Vector, _ gate: Vector) -> Vector {
  let zero = Vector(repeating: 0)
  return (x * gate).replaced(by: zero, where: gate .== zero)
}

/// min(max(x / 6 + 1/2, 0), 1).
@inlinable @inline(__always)
func unitRamp<I: InstructionSet>(_: I.Type, _ x: Vector) -> Vector {
  let line = I.multiplyAdd(
    x, Vector(repeating: 0.16666666666666667), Vector(repeating: 0.5))
  return minimum(maximum(line, Vector(repeating: 0)), Vector(repeating: 1))
}

/// x moved into -limit ... limit; NaN stays.
@inlinable @inline(__always)
func clipped(_ x: Vector, _ limit: Scalar) -> Vector {
  minimum(maximum(x, Vector(repeating: -limit)), Vector(repeating: limit))
}

/// 1 / (1 + e^-x) and 1 less that, neither by a difference: a gradient multiplies the second by x, and would
/// multiply its rounding.
@inlinable @inline(__always)
func logisticShares<I: InstructionSet>(_: I.Type, _ x: Vector) -> (gate: Vector, rest: Vector) {
  let e = exponential(I.self, -magnitude(x))
  let larger = 1 / (1 + e)
  let smaller = e * larger
  let isNegative = x .< Vector(repeating: 0)
  return (
    larger.replaced(by: smaller, where: isNegative),
    smaller.replaced(by: larger, where: isNegative)
  )
}

/// (1 + tanh u) / 2 = 1 / (1 + e^-2u), which does not cancel for u far below 0, with
/// u = sqrt(2 / pi) (x + 0.044715 x^3); and its slope by x. At |x| = 30 the gate is open or shut for good.
@inlinable @inline(__always)
func tanhGate<I: InstructionSet>(_: I.Type, _ x: Vector) -> (gate: Vector, slope: Vector) {
  let x = clipped(x, 30)
  let z = x * x
  let twoRoot: Scalar = 1.5957691216057307  // 2 sqrt(2 / pi)
  let one = Vector(repeating: 1)
  let twoU = x * twoRoot * I.multiplyAdd(z, Vector(repeating: 0.044715), one)
  let (gate, rest) = logisticShares(I.self, twoU)
  let inner = I.multiplyAdd(z, Vector(repeating: 3 * 0.044715), one) * twoRoot
  return (gate, gate * rest * inner)
}

/// tanh(log(1 + e)) = n / (n + 2) with e = e^x and n = e (e + 2), a ratio of sums without cancellation; and
/// its slope by x, 4 e (1 + e) / (n + 2)^2. From x = 20 on both are 1 and 0 to the last bit, so no larger one
/// is tried: its square would overflow.
@inlinable @inline(__always)
func mishGate<I: InstructionSet>(_: I.Type, _ x: Vector) -> (gate: Vector, slope: Vector) {
  let limit = Vector(repeating: 20)
  let e = exponential(I.self, minimum(x, limit))
  let n = e * (e + 2)
  let inverse = 1 / (n + 2)
  let slope = 4 * e * (1 + e) * (inverse * inverse)
  return (
    (n * inverse).replaced(by: Vector(repeating: 1), where: x .> limit),
    slope.replaced(by: Vector(repeating: 0), where: x .> limit)
  )
}
