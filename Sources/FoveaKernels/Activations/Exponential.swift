// The exponential, and what is made of it. Goals in order: no call per lane, the right limits and NaN,
// a few units of rounding. Coefficients after Moshier's Cephes (expf.c, tanhf.c, tanh.c); the exponential
// in double is Taylor's series, which on |r| <= ln(2)/2 is below the unit of rounding after 13 terms.

/// e^x: x = n ln 2 + r, e^x = 2^n e^r, with ln 2 in two parts so that r is exact.
@inlinable @inline(__always)
func exponential<I: InstructionSet>(_: I.Type, _ x: Vector) -> Vector {
  exponential(I.self, x) { $0 }
}

/// e^(x + low) for a small `low` that x itself has no room for.
@inlinable @inline(__always)
func exponential<I: InstructionSet>(_: I.Type, _ x: Vector, plus low: Vector) -> Vector {
  exponential(I.self, x) { $0 + low }
}

@inlinable @inline(__always)
func exponential<I: InstructionSet>(
  _: I.Type, _ x: Vector, _ corrected: (Vector) -> Vector
) -> Vector {
  let lowest = Vector(repeating: lowestExponent)
  let highest = Vector(repeating: highestExponent)
  let (exponent, r) = splitExponent(
    I.self, minimum(maximum(x, lowest), highest), corrected)
  // 2^n straight into the exponent field: at both ends of the range e^r lies on the side of 1 that keeps
  // the field between 1 and its largest finite value.
  let e = vector(bits(exponentialOfRemainder(I.self, r) + 1) &+ exponent)
  var result = e.replaced(by: Vector(repeating: 0), where: x .< lowest)
  result = result.replaced(by: Vector(repeating: .infinity), where: x .> highest)
  return result.replaced(by: x, where: x .!= x)
}

/// e^x - 1 for x <= 0 (larger x count as 0), without cancellation near 0: 2^n (e^r - 1) + (2^n - 1).
@inlinable @inline(__always)
func exponentialMinusOne<I: InstructionSet>(_: I.Type, _ x: Vector) -> Vector {
  let one = Vector(repeating: 1)
  let (exponent, r) = splitExponent(
    I.self, minimum(maximum(x, Vector(repeating: lowestExponent)), Vector(repeating: 0))
  ) { $0 }
  let power = vector(bits(one) &+ exponent)
  return I.multiplyAdd(exponentialOfRemainder(I.self, r), power, power - one)
}

/// Below it e^x counts as 0, above `highestExponent` as infinity.
@inlinable @inline(__always)
var lowestExponent: Scalar {
  #if DoublePrecision
    -708
  #else
    -87.33
  #endif
}

@inlinable @inline(__always)
var highestExponent: Scalar {
  #if DoublePrecision
    709.7
  #else
    88.72
  #endif
}

/// n, where the exponent field has it, and r of x = n ln 2 + r; x within the limits above.
@inlinable @inline(__always)
func splitExponent<I: InstructionSet>(
  _: I.Type, _ x: Vector, _ corrected: (Vector) -> Vector
) -> (exponent: VectorBits, remainder: Vector) {
  #if DoublePrecision
    let magic: Scalar = 6_755_399_441_055_744  // 1.5 * 2^52: adding it rounds to a whole number
    let mantissa: ScalarBits = 52
    let lnHigh: Scalar = -0.693145751953125, lnLow: Scalar = -1.42860682030941723212e-6
  #else
    let magic: Scalar = 12_582_912  // 1.5 * 2^23
    let mantissa: ScalarBits = 23
    let lnHigh: Scalar = -0.693359375, lnLow: Scalar = 2.12194440e-4
  #endif
  let shifted = I.multiplyAdd(
    corrected(x), Vector(repeating: 1.44269504088896341), Vector(repeating: magic))
  let n = shifted - magic
  let r = corrected(I.multiplyAdd(n, Vector(repeating: lnHigh), x))
  return (bits(shifted) &<< mantissa, I.multiplyAdd(n, Vector(repeating: lnLow), r))
}

/// e^r - 1 for |r| <= ln(2)/2.
@inlinable @inline(__always)
func exponentialOfRemainder<I: InstructionSet>(_: I.Type, _ r: Vector) -> Vector {
  @inline(__always) func step(_ p: Vector, _ c: Scalar) -> Vector {
    I.multiplyAdd(p, r, Vector(repeating: c))
  }
  #if DoublePrecision
    var p = Vector(repeating: 1.6059043836821613e-10)
    p = step(p, 2.08767569878681e-9)
    p = step(p, 2.505210838544172e-8)
    p = step(p, 2.755731922398589e-7)
    p = step(p, 2.7557319223985893e-6)
    p = step(p, 2.48015873015873e-5)
    p = step(p, 1.984126984126984e-4)
    p = step(p, 1.388888888888889e-3)
    p = step(p, 8.333333333333333e-3)
    p = step(p, 4.1666666666666664e-2)
    p = step(p, 1.6666666666666666e-1)
    p = step(p, 0.5)
  #else
    var p = Vector(repeating: 1.9875691500e-4)
    p = step(p, 1.3981999507e-3)
    p = step(p, 8.3334519073e-3)
    p = step(p, 4.1665795894e-2)
    p = step(p, 1.6666665459e-1)
    p = step(p, 5.0000001201e-1)
  #endif
  return I.multiplyAdd(p, r * r, r)
}

/// 1 / (1 + e^-x).
@inlinable @inline(__always)
func logistic<I: InstructionSet>(_: I.Type, _ x: Vector) -> Vector {
  1 / (1 + exponential(I.self, -x))
}

/// tanh x: an odd polynomial (a ratio of two in double) near zero, where the other form cancels;
/// 1 - 2 / (e^2|x| + 1) elsewhere.
@inlinable @inline(__always)
func hyperbolicTangent<I: InstructionSet>(_: I.Type, _ x: Vector) -> Vector {
  let z = x * x
  @inline(__always) func step(_ p: Vector, _ c: Scalar) -> Vector {
    I.multiplyAdd(p, z, Vector(repeating: c))
  }
  #if DoublePrecision
    var p = Vector(repeating: -9.64399179425052238628e-1)
    p = step(p, -9.92877231001918586564e1)
    p = step(p, -1.61468768441708447952e3)
    var q = z + 1.12811678491632931402e2
    q = step(q, 2.23548839060100448583e3)
    q = step(q, 4.84406305325125486048e3)
    p = p / q
  #else
    var p = Vector(repeating: -5.70498872745e-3)
    p = step(p, 2.06390887954e-2)
    p = step(p, -5.37397155531e-2)
    p = step(p, 1.33314422036e-1)
    p = step(p, -3.33332819422e-1)
  #endif
  let near = I.multiplyAdd(p * z, x, x)
  let a = magnitude(x)
  let far = 1 - 2 / (exponential(I.self, a + a) + 1)
  return copySign(far, x).replaced(by: near, where: a .< Vector(repeating: 0.625))
}
