import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension RandomSource {
  /// A number in 0 ..< 1, a multiple of 2^-53.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number in the range, which holds one at least.
  public mutating func uniform(in range: Range<Double>) -> Double {
    require(!range.isEmpty, "uniform: a range that is not empty expected, received \(range)")
    let x = range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
    // Rounding could reach the upper bound, which does not belong to the range.
    return min(x, range.upperBound.nextDown)
  }

  /// A number from the normal distribution, by Box and Muller's method.
  public mutating func normal(mean: Double = 0, standardDeviation: Double = 1) -> Double {
    // 1 - u is in (0, 1], where the logarithm is finite.
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return mean + standardDeviation * radius * cos(2 * .pi * uniform())
  }

  /// A whole number in 0 ..< bound, each equally likely.
  ///
  /// Spelled out rather than left to the standard library, whose way may change from one version to the
  /// next.
  ///
  /// Source: Lemire (2019), "Fast random integer generation in an interval".
  public mutating func integer(below bound: Int) -> Int {
    require(bound > 0, "integer: a bound of 1 or more expected, received \(bound)")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      // 2^64 mod bound: as many values of `next` are one too many.
      let excess = (0 &- bound) % bound
      while product.low < excess { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// The numbers 0 ..< n in random order, each order equally likely (Fisher and Yates).
  public mutating func permutation(of n: Int) -> [Int] {
    require(n >= 0, "permutation: a length of 0 or more expected, received \(n)")
    var order = Array(0..<n)
    for i in stride(from: n - 1, to: 0, by: -1) { order.swapAt(i, integer(below: i + 1)) }
    return order
  }
}
