import FoveaTensor
import TestSupport
import Testing

/// Work along the channels against plain loops, on small integers where sums are exact.
@Suite struct ChannelTests {
  static let shapes: [[Int]] = [
    [3], [1, 1], [5, 7], [2, 3, 4, 8], [1000, 9], [40_003, 1], [3, 100, 70, 17], [0, 4],
    [2, 20_000],
  ]

  @Test("Sums and products down the channels", arguments: shapes)
  func columns(_ extents: [Int]) {
    var random = TestRandom("channels")
    let shape = Shape(extents)
    let c = shape[-1]
    let (x, y) = (random.integers(shape, -2...2), random.integers(shape, -2...2))
    let centre = random.integers([c], -1...1)
    var sums = [Scalar](repeating: 0, count: c)
    var products = sums
    for (i, (x, y)) in zip(x.elements, y.elements).enumerated() {
      sums[i % c] += x
      products[i % c] += (x - centre.elements[i % c]) * y
    }
    expectEqual(x.columnSums(), Tensor(sums))
    expectEqual(x.columnProducts(centre: centre, with: y), Tensor(products))
  }

  @Test("Affine maps of the channels", arguments: shapes)
  func affine(_ extents: [Int]) {
    var random = TestRandom("affine")
    let shape = Shape(extents)
    let (x, y) = (random.integers(shape), random.integers(shape))
    let rows = (0..<3).map { _ in random.integers([shape[-1]]) }
    let (a, b, c) = (rows[0], rows[1], rows[2])
    expectEqual(x.scaledAndShifted(by: a, b), x * a + b)
    expectEqual(x.scaledAndShifted(by: a, b, activation: .relu), (x * a + b).relu())

    // Behind an open gate, and behind ReLU's: where x * a + b is above zero.
    let open = Tensor.ones(shape)
    let passed = Tensor(shape, (x * a + b).elements.map { $0 > 0 ? 1 : 0 })
    for (activation, mask) in [(FusedActivation.identity, open), (.relu, passed)] {
      let gate = NormalizationGate(activation, scale: a, shift: b)
      let g = y * mask
      let (sum, products) = x.normalizationSums(of: y, centre: c, gate)
      expectEqual(sum, g.columnSums())
      expectEqual(products, x.columnProducts(centre: c, with: g))
      expectEqual(
        y.normalizationGradient(x, gradient: a, input: b, constant: c, gate), g * a + x * b + c)
    }
  }

  @Test("Mean and variance of the channels", arguments: [[4, 3], [2, 5, 6, 9], [300, 70, 2]])
  func statistics(_ extents: [Int]) {
    var random = TestRandom("statistics")
    // Far from zero, where the mean of the squares less the square of the mean has no digit left.
    let x = random.uniform(Shape(extents)) + 1000
    let axes = Array(0..<x.rank - 1)
    let s = ChannelStatistics(x)
    #expect(s.count == x.count / x.shape[-1])
    expectClose(s.mean, x.mean(axes: axes), reduction: 64)
    expectClose(s.variance, x.variance(axes: axes), reduction: s.count, scale: 1)
  }
}
