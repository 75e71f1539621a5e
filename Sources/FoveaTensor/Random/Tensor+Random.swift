import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Tensors of random numbers, filled on the pool: element i depends on its block's number alone. A block
// gives four elements in single precision, two in double.
extension Tensor {
  /// Numbers spread evenly over `range`.
  public init(uniform range: Range<Scalar>, _ shape: Shape, using random: inout RandomSource) {
    require(!range.isEmpty, "uniform: a range that is not empty expected, received \(range)")
    let low = range.lowerBound
    let width = range.upperBound - range.lowerBound
    // Rounding could reach the upper bound, which does not belong to the range.
    let highest = range.upperBound.nextDown
    self.init(shape, &random) { Swift.min(low + width * $0, highest) }
  }

  /// Numbers from the normal distribution, by Box and Muller's method.
  public init(
    normal mean: Scalar, standardDeviation: Scalar, _ shape: Shape, using random: inout RandomSource
  ) {
    self.init(uniform: 0..<1, shape, using: &random)
    let count = shape.count
    // Elements i and i + half make a pair; an odd element out is paired with a number of its own.
    let half = (count + 1) / 2
    let spare = Scalar(random.uniform())
    write { p in
      ThreadPool.shared.split(half, grain: 4096) { start, n in
        for i in start..<start + n {
          let other = i + half
          let angle = 2 * Scalar.pi * (other < count ? p[other] : spare)
          let radius = standardDeviation * (-2 * logarithm(1 - p[i])).squareRoot()
          p[i] = mean + radius * cos(angle)
          if other < count { p[other] = mean + radius * sin(angle) }
        }
      }
    }
  }

  /// `scale` with the given probability and zero otherwise: a dropout mask.
  public init(
    bernoulli probability: Scalar, scale: Scalar = 1, _ shape: Shape,
    using random: inout RandomSource
  ) {
    self.init(shape, &random) { $0 < probability ? scale : 0 }
  }

  /// This tensor times a mask as `init(bernoulli:scale:_:using:)` makes it, and the mask, in one pass: dropout.
  public func masked(
    bernoulli probability: Scalar, scale: Scalar = 1, using random: inout RandomSource
  ) -> (product: Tensor, mask: Tensor) {
    let numbers = Uniform(count, &random)
    var product: Tensor?
    let mask = Tensor(shape) { mask in
      product = Tensor(shape) { y in
        read { x in
          numbers.each { i, number in
            let factor = number < probability ? scale : 0
            mask[i] = factor
            y[i] = x[i] * factor
          }
        }
      }
    }
    return (product ?? self, mask)
  }

  /// f of numbers in 0 ..< 1.
  private init(_ shape: Shape, _ random: inout RandomSource, _ f: (Scalar) -> Scalar) {
    let numbers = Uniform(shape.count, &random)
    self.init(shape) { p in numbers.each { p[$0] = f($1) } }
  }
}

/// So many numbers in 0 ..< 1 of a source, which gives away their blocks at once.
private struct Uniform {
  let count: Int
  private let philox: Philox
  private let first: UInt64

  init(_ count: Int, _ random: inout RandomSource) {
    self.count = count
    (philox, first) = random.reserve(blocks: (count + Philox.scalars - 1) / Philox.scalars)
  }

  /// Calls `body` on the pool with the place of each number and the number.
  @inline(__always)
  func each(_ body: (Int, Scalar) -> Void) {
    let perBlock = Philox.scalars
    ThreadPool.shared.split((count + perBlock - 1) / perBlock, grain: 4096) { start, n in
      for block in start..<start + n {
        let numbers = philox.uniform(first &+ UInt64(block))
        let at = block * perBlock
        for i in 0..<Swift.min(perBlock, count - at) { body(at + i, numbers[i]) }
      }
    }
  }
}

extension Philox {
  #if DoublePrecision
    fileprivate static let scalars = 2

    /// Numbers in 0 ..< 1, multiples of 2^-53.
    fileprivate func uniform(_ counter: UInt64) -> SIMD2<Scalar> {
      let b = block(counter)
      let low = UInt64(b[0]) | UInt64(b[1]) << 32
      let high = UInt64(b[2]) | UInt64(b[3]) << 32
      return SIMD2(Scalar(low >> 11), Scalar(high >> 11)) * 0x1p-53
    }
  #else
    fileprivate static let scalars = 4

    /// Numbers in 0 ..< 1, multiples of 2^-24.
    @inline(__always)
    fileprivate func uniform(_ counter: UInt64) -> SIMD4<Scalar> {
      let b = block(counter) &>> 8
      return SIMD4(Scalar(b[0]), Scalar(b[1]), Scalar(b[2]), Scalar(b[3])) * 0x1p-24
    }
  #endif
}
