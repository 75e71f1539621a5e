import FoveaTensor

/// Random numbers and tensors of the tests, apart from the engine's own generator, which they test.
///
/// - Source: SplitMix64, Steele, Lea and Flood (2014).
public struct TestRandom: RandomNumberGenerator {
  private var state: UInt64

  /// A stream of its own for each `stream`, repeatable by `testSeed()`.
  public init(_ stream: String) {
    // FNV-1a of the name, so that tests do not share their numbers.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in stream.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    state = testSeed() ^ hash
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Small integers: their products and sums are exact in `Float` up to 2^24, so that two algorithms
  /// that add in different orders agree in every bit.
  public mutating func integers(_ shape: Shape, _ range: ClosedRange<Int> = -3...3) -> Tensor {
    tensor(shape) { Scalar(Int.random(in: range, using: &$0)) }
  }

  /// Uniform in the range.
  public mutating func uniform(_ shape: Shape, _ range: ClosedRange<Scalar> = -1...1) -> Tensor {
    tensor(shape) { Scalar.random(in: range, using: &$0) }
  }

  /// Uniform in magnitudes `distance`...1 with either sign: off the kink that ReLU and |x| have at 0.
  public mutating func awayFromZero(_ shape: Shape, by distance: Scalar = 0.1) -> Tensor {
    tensor(shape) {
      Scalar.random(in: distance...1, using: &$0) * (Bool.random(using: &$0) ? 1 : -1)
    }
  }

  /// The multiples of `spacing` around 0, each once, shuffled: no two are close, so the largest of a
  /// window stays the largest when a gradient check moves one of them.
  public mutating func distinct(_ shape: Shape, spacing: Scalar = 0.1) -> Tensor {
    let middle = Scalar(shape.count) / 2
    let values = (0..<shape.count).map { (Scalar($0) - middle) * spacing }
    return Tensor(shape, values.shuffled(using: &self))
  }

  private mutating func tensor(
    _ shape: Shape, _ element: (inout TestRandom) -> Scalar
  ) -> Tensor {
    Tensor(shape, (0..<shape.count).map { _ in element(&self) })
  }
}
