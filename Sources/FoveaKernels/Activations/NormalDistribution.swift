// The normal distribution and the error function. Goals in order: no call per lane, relative accuracy far
// out in the lower tail (where 1 + erf would cancel), a few units of rounding.
//
// Two pieces, each a Chebyshev interpolation of the function to below the unit of rounding: near 0,
// Phi(x) = 1/2 + x P(x^2); from |x| = 0.7 on, Phi(-|x|) = e^(-x^2/2) t Q(t), t = 1 / (1 + 0.3 |x|), which is
// smooth as far as numbers go. The exponential's argument is twice as long as a scalar: a half with so few bits
// that its square is exact, and the rest.

/// Phi(x) - 1/2 near 0, Phi(-|x|) elsewhere, and e^(-x^2/2).
@inlinable @inline(__always)
func normalPieces<I: InstructionSet>(
  _: I.Type, _ x: Vector
) -> (isNear: SIMDMask<VectorBits>, offset: Vector, tail: Vector, bell: Vector) {
  // Beyond 39 the tail is 0 in double as well, and the square must not overflow.
  let b = minimum(magnitude(x), Vector(repeating: 39))
  #if DoublePrecision
    let few = VectorBits(repeating: ~0x7ff_ffff)
  #else
    let few = VectorBits(repeating: ~0xfff)
  #endif
  let high = vector(bits(b) & few)
  let low = (b - high) * (b + high)
  let bell = exponential(I.self, high * high * -0.5, plus: low * -0.5)
  let t = 1 / I.multiplyAdd(b, Vector(repeating: 0.3), Vector(repeating: 1))
  return (
    b .< Vector(repeating: 0.7), x * normalNear(I.self, b * b), bell * normalFar(I.self, t), bell
  )
}

/// Phi(x), the share of the normal distribution below x, within 5 units of rounding; and e^(-x^2/2).
@inlinable @inline(__always)
func normalDistribution<I: InstructionSet>(
  _: I.Type, _ x: Vector
) -> (cumulative: Vector, bell: Vector) {
  let p = normalPieces(I.self, x)
  let far = p.tail.replaced(by: 1 - p.tail, where: x .> Vector(repeating: 0))
  return (far.replaced(by: p.offset + 0.5, where: p.isNear), p.bell)
}

/// erf x = 2 Phi(sqrt(2) x) - 1, within 4 units of rounding.
@inlinable @inline(__always)
func errorFunction<I: InstructionSet>(_: I.Type, _ x: Vector) -> Vector {
  let p = normalPieces(I.self, x * 1.41421356237309504880)
  let far = copySign(1 - (p.tail + p.tail), x).replaced(by: x, where: x .!= x)
  return far.replaced(by: p.offset + p.offset, where: p.isNear)
}

/// (Phi(x) - 1/2) / x by z = x^2, z <= 0.49.
@inlinable @inline(__always)
func normalNear<I: InstructionSet>(_: I.Type, _ z: Vector) -> Vector {
  @inline(__always) func step(_ p: Vector, _ c: Scalar) -> Vector {
    I.multiplyAdd(p, z, Vector(repeating: c))
  }
  #if DoublePrecision
    var p = Vector(repeating: -1.011782167074769591e-10)
    p = step(p, 2.261433132940738757e-9)
    p = step(p, -4.121976011985054495e-8)
    p = step(p, 6.659669539951413729e-7)
    p = step(p, -9.444655743872003323e-6)
    p = step(p, 0.0001154346875485679322)
    p = step(p, -0.00118732821547536207)
    p = step(p, 0.009973557010035622)
    p = step(p, -0.06649038006690544343)
    p = step(p, 0.3989422804014326779)
  #else
    var p = Vector(repeating: 0.00010447833888)
    p = step(p, -0.0011827097579)
    p = step(p, 0.0099727544744)
    p = step(p, -0.066490331041)
    p = step(p, 0.39894227992)
  #endif
  return p
}

/// Phi(-b) / e^(-b^2/2) by t = 1 / (1 + 0.3 b); its interval is moved to -1 ... 1, where the polynomial's terms
/// do not cancel.
@inlinable @inline(__always)
func normalFar<I: InstructionSet>(_: I.Type, _ t: Vector) -> Vector {
  #if DoublePrecision
    let s = I.multiplyAdd(
      t, Vector(repeating: 2.682353215995974951), Vector(repeating: -1.217370600972121147))
  #else
    let s = I.multiplyAdd(
      t, Vector(repeating: 3.193610560008464937), Vector(repeating: -1.64000211623416131))
  #endif
  @inline(__always) func step(_ p: Vector, _ c: Scalar) -> Vector {
    I.multiplyAdd(p, s, Vector(repeating: c))
  }
  #if DoublePrecision
    var p = Vector(repeating: -3.633535218002799925e-11)
    p = step(p, 5.592881965793441019e-11)
    p = step(p, 3.267566862552968233e-10)
    p = step(p, -8.831466362047280998e-10)
    p = step(p, -1.16015180413727806e-9)
    p = step(p, 7.926568001091085982e-9)
    p = step(p, -3.114628300620855132e-9)
    p = step(p, -5.522212063577748049e-8)
    p = step(p, 9.419393415903927441e-8)
    p = step(p, 3.507745025016700348e-7)
    p = step(p, -1.133765135229119838e-6)
    p = step(p, -2.465175762565907056e-6)
    p = step(p, 0.00001202066305495417609)
    p = step(p, 0.00002602160983385105147)
    p = step(p, -0.0001261758361376935201)
    p = step(p, -0.0004744233321915337585)
    p = step(p, 0.0008823975274988022352)
    p = step(p, 0.01114742751474824741)
    p = step(p, 0.04390434387168706737)
    p = step(p, 0.1113227973350092497)
    p = step(p, 0.2074938727819161708)
  #else
    var p = Vector(repeating: 1.6696472332e-6)
    p = step(p, 9.8483982966e-6)
    p = step(p, -3.1251762883e-5)
    p = step(p, -0.00024093147959)
    p = step(p, 0.00022809358778)
    p = step(p, 0.0068617689931)
    p = step(p, 0.034830383227)
    p = step(p, 0.10603878525)
    p = step(p, 0.22648671284)
  #endif
  return p * t
}
