// The logarithm of 1 + e^x.

/// log(1 + e^x) = max(x, 0) + log(1 + t) with t = e^-|x| in 0 ... 1, within 4 units of rounding.
///
/// log(1 + z) = 2 atanh(z / (2 + z)), a series in the square of that ratio which is cut and balanced
/// (Chebyshev); t above sqrt(2) - 1 is halved together with its 1, so that the ratio stays below 0.172.
@inlinable @inline(__always)
func softplus<I: InstructionSet>(_: I.Type, _ x: Vector) -> Vector {
  let t = exponential(I.self, -magnitude(x))
  let isSmall = t .< Vector(repeating: 0.41421356)
  let z = ((t - 1) * 0.5).replaced(by: t, where: isSmall)
  let w = z / (z + 2)
  let u = w * w
  @inline(__always) func step(_ p: Vector, _ c: Scalar) -> Vector {
    I.multiplyAdd(p, u, Vector(repeating: c))
  }
  #if DoublePrecision
    var p = Vector(repeating: 0.05942549671624784822)
    p = step(p, 0.05843890494785931387)
    p = step(p, 0.06667826988229732514)
    p = step(p, 0.07692287389067005847)
    p = step(p, 0.09090909299084956314)
    p = step(p, 0.1111111110991386411)
    p = step(p, 0.1428571428571773142)
    p = step(p, 0.1999999999999999618)
    p = step(p, 0.3333333333333333333)
  #else
    var p = Vector(repeating: 0.1166645640)
    p = step(p, 0.1427536542)
    p = step(p, 0.2000006132)
    p = step(p, 0.3333333328)
  #endif
  let twice = w + w
  let log = I.multiplyAdd(twice * u, p, twice)
  let rest = (log + 0.69314718055994530942).replaced(by: log, where: isSmall)
  return maximum(x, Vector(repeating: 0)) + rest
}
