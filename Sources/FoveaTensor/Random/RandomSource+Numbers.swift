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

  /// A number in the range.
  public mutating func uniform(in range: Range<Double>) -> Double {
    range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
  }

  /// A number from the normal distribution, by Box and Muller's method.
  public mutating func normal(mean: Double = 0, standardDeviation: Double = 1) -> Double {
    // 1 - u is in (0, 1], where the logarithm is finite.
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return mean + standardDeviation * radius * cos(2 * .pi * uniform())
  }

  /// A whole number in 0 ..< bound, each equally likely.
  ///
  /// Source: Lemire (2019), "Fast random integer generation in an interval".
  public mutating func integer(below bound: Int) -> Int {
    Int(next(upperBound: UInt64(bound)))
  }

  /// The numbers 0 ..< n in random order, each order equally likely (Fisher and Yates).
  public mutating func permutation(of n: Int) -> [Int] {
    var order = Array(0..<n)
    for i in stride(from: n - 1, to: 0, by: -1) { order.swapAt(i, integer(below: i + 1)) }
    return order
  }
}
