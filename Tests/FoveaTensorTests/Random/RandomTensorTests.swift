import TestSupport
import Testing

@testable import FoveaTensor

/// Tensors of random numbers.
@Suite struct RandomTensorTests {
  static let count = 300_001

  @Test("Uniform: range, mean and variance", arguments: [-1...2, 0...1, 100...101, -5...(-4.5)])
  func uniform(_ bounds: ClosedRange<Double>) {
    var random = RandomSource(seed: testSeed())
    let range = Scalar(bounds.lowerBound)..<Scalar(bounds.upperBound)
    let x = Tensor(uniform: range, [Self.count], using: &random)
    #expect(x.elements.allSatisfy { range.contains($0) })
    let width = bounds.upperBound - bounds.lowerBound
    let middle = (bounds.lowerBound + bounds.upperBound) / 2
    expectMoments(
      x, mean: middle, variance: width * width / 12, fourth: width * width * width * width / 80)
  }

  @Test("Rounding never reaches the upper bound")
  func upperBound() {
    var random = RandomSource(seed: testSeed())
    for lower: Scalar in [1, 4096, -2] {
      let narrow = lower..<lower.nextUp.nextUp
      let x = Tensor(uniform: narrow, [Self.count], using: &random)
      #expect(x.elements.allSatisfy { narrow.contains($0) })
    }
  }

  @Test("Normal: mean, variance, tails, both halves of the pairs")
  func normal() {
    var random = RandomSource(seed: testSeed())
    let x = Tensor(normal: 2, standardDeviation: 3, [Self.count], using: &random)
    #expect(x.elements.allSatisfy { $0.isFinite })
    expectMoments(x, mean: 2, variance: 9, fourth: 243)
    let half = (Self.count + 1) / 2
    let (first, second) = (x.slice(axis: 0, 0..<half - 1), x.slice(axis: 0, half..<Self.count))
    for half in [first, second] { expectMoments(half, mean: 2, variance: 9, fourth: 243) }
    // Cosine and sine of one angle are not correlated.
    let products = zip(first.elements, second.elements)
      .reduce(0.0) { $0 + (Double($1.0) - 2) / 3 * ((Double($1.1) - 2) / 3) }
    #expect(products.magnitude < 5 * Double(half).squareRoot())
    let tail = Double(x.elements.count { $0 > 8 })
    let expected = 0.022750 * Double(Self.count)
    #expect((tail - expected).magnitude < 5 * (expected * (1 - 0.02275)).squareRoot())
  }

  @Test("Bernoulli: the share of each value", arguments: [0.1, 0.5, 0.9])
  func bernoulli(_ p: Double) {
    var random = RandomSource(seed: testSeed())
    let x = Tensor(bernoulli: Scalar(p), scale: 4, [Self.count], using: &random)
    #expect(Set(x.elements) == [0, 4])
    let share = Double(x.elements.count { $0 == 4 }) / Double(Self.count)
    #expect((share - p).magnitude < 5 * (p * (1 - p) / Double(Self.count)).squareRoot())
  }

  @Test("Bernoulli at the ends: never and always")
  func certain() {
    var random = RandomSource(seed: testSeed())
    expectEqual(Tensor(bernoulli: 0, [10_000], using: &random), .zeros([10_000]))
    expectEqual(Tensor(bernoulli: 1, [10_000], using: &random), .ones([10_000]))
  }

  @Test(
    "Times a mask in one pass: what the mask alone gives, and the numbers that follow",
    arguments: [1, 7, 70_001])
  func masked(_ n: Int) {
    var (a, b) = (RandomSource(seed: testSeed()), RandomSource(seed: testSeed()))
    let x = Tensor(uniform: -1..<1, [n], using: &a)
    expectEqual(x, Tensor(uniform: -1..<1, [n], using: &b))
    let (product, mask) = x.masked(bernoulli: 0.7, scale: 2, using: &a)
    expectEqual(mask, Tensor(bernoulli: 0.7, scale: 2, [n], using: &b))
    expectEqual(product, x * mask)
    #expect(a == b)
  }

  @Test("The same bits with any number of threads", arguments: [1, 5, 16_384, 70_001])
  func threads(_ n: Int) {
    let all = withThreads([1, 2, 5], isOneTask: n < 1 << 14) { _ in
      var random = RandomSource(seed: 3)
      let u = Tensor(uniform: -1..<1, [n], using: &random)
      let g = Tensor(normal: 0, standardDeviation: 1, [n], using: &random)
      return (u, g, Tensor(bernoulli: 0.5, [n], using: &random), random)
    }
    for other in all {
      expectSameBits(other.0, all[0].0)
      expectSameBits(other.1, all[0].1)
      expectSameBits(other.2, all[0].2)
      #expect(other.3 == all[0].3)
    }
  }

  @Test("A uniform tensor starts as a longer one does; it goes on behind the numbers drawn before")
  func prefix() {
    var (a, b) = (RandomSource(seed: 11), RandomSource(seed: 11))
    let short = Tensor(uniform: 0..<1, [10], using: &a)
    let long = Tensor(uniform: 0..<1, [1000], using: &b)
    expectSameBits(long.slice(axis: 0, 0..<10), short)
    // The shape does not matter, only the count.
    var c = RandomSource(seed: 11)
    expectSameBits(Tensor(uniform: 0..<1, [2, 5], using: &c).reshaped(10), short)
    #expect(a == c)
    // What comes next is neither's.
    let next = Tensor(uniform: 0..<1, [10], using: &a)
    #expect(Set(next.elements).isDisjoint(with: short.elements))
    #expect(Set(next.elements).isDisjoint(with: long.slice(axis: 0, 100..<1000).elements))
  }

  @Test("No element of a tensor repeats a number that was drawn before or after it")
  func noOverlap() {
    for draws in 0..<4 {
      var random = RandomSource(seed: 12)
      var numbers: Set<UInt64> = []
      func bits(_ word: UInt64) -> [UInt64] {
        #if DoublePrecision
          [word >> 11]
        #else
          [word >> 8 & 0xff_ffff, word >> 40]
        #endif
      }
      for _ in 0..<draws { numbers.formUnion(bits(random.next())) }
      let x = Tensor(uniform: 0..<1, [6], using: &random)
      for _ in 0..<4 { numbers.formUnion(bits(random.next())) }
      #if DoublePrecision
        let unit: Scalar = 0x1p53
      #else
        let unit: Scalar = 0x1p24
      #endif
      #expect(numbers.isDisjoint(with: x.elements.map { UInt64($0 * unit) }))
    }
  }

  @Test("No elements, no numbers")
  func empty() {
    var random = RandomSource(seed: 1)
    #expect(Tensor(uniform: 0..<1, [0, 3], using: &random).shape == [0, 3])
    #expect(Tensor(normal: 0, standardDeviation: 1, [0], using: &random).shape == [0])
    #expect(Tensor(normal: 0, standardDeviation: 1, [], using: &random).item.isFinite)
    expectEqual(
      Tensor(normal: 5, standardDeviation: 0, [3], using: &random), Tensor([5, 5, 5]))
  }

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case integer, permutation, uniform, tensor

    func commit() {
      var random = RandomSource(seed: 1)
      switch self {
      case .integer: print(random.integer(below: 0))
      case .permutation: print(random.permutation(of: -1))
      case .uniform: print(random.uniform(in: 2..<2))
      case .tensor: print(Tensor(uniform: 2..<2, [3], using: &random))
      }
    }

    var text: String {
      switch self {
      case .integer: "integer: a bound of 1 or more expected, received 0"
      case .permutation: "permutation: a length of 0 or more expected, received -1"
      case .uniform, .tensor: "uniform: a range that is not empty expected, received 2.0..<2.0"
      }
    }
  }

  @Test("Ranges that hold no number are refused", arguments: Misuse.allCases)
  func refused(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(misuse.text), "\(text)")
  }

  private func expectMoments(
    _ x: Tensor, mean: Double, variance: Double, fourth: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let n = Double(x.count)
    let m = x.elements.reduce(0) { $0 + Double($1) } / n
    let v = x.elements.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / n
    #expect((m - mean).magnitude < 5 * (variance / n).squareRoot(), sourceLocation: sourceLocation)
    #expect(
      (v - variance).magnitude < 5 * ((fourth - variance * variance) / n).squareRoot(),
      sourceLocation: sourceLocation)
  }
}
