import FoveaTensor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension RandomSource {
  /// A number in 0 ... 1 from the distribution Beta(alpha, alpha): near 0 or 1 for an alpha well below 1, even
  /// for 1, near 1/2 for a large one.
  ///
  /// As the share of one of two gamma numbers in their sum; in logarithms, because for small alphas both may
  /// be too small for a Double.
  mutating func beta(_ alpha: Double) -> Double {
    let (a, b) = (logGamma(alpha), logGamma(alpha))
    return 1 / (1 + exp(b - a))
  }

  /// The logarithm of a number from the gamma distribution of this shape, above 0.
  ///
  /// Source: Marsaglia and Tsang (2000), "A simple method for generating gamma variables", with their step
  /// from shape + 1 for shapes below 1.
  private mutating func logGamma(_ shape: Double) -> Double {
    if shape < 1 {
      // 1 - u is in (0, 1].
      return logGamma(shape + 1) + log(1 - uniform()) / shape
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = 1 + c * x
      guard v > 0 else { continue }
      let cube = v * v * v
      if log(1 - uniform()) < x * x / 2 + d * (1 - cube + log(cube)) { return log(d * cube) }
    }
  }
}
