import FoveaTensor
import TestSupport
import Testing

/// Long sums: the same value ten million times is where a running sum in single precision stops growing.
///
/// Runs are added in 32 partial sums of 32 elements each and the rest in double precision; rows in trees
/// of 64. Equal terms are the worst case: their roundings all go the same way.
@Suite struct SumAccuracyTests {
  static let count = 10_000_000
  static let exact = Double(Scalar(0.1)) * Double(count)

  /// Where `Scalar` is double itself, the sums of the blocks are rounded like the rest: 64 of them a
  /// task, and some 150 tasks.
  static let roundings = MemoryLayout<Scalar>.size == 8 ? 64 : 8

  @Test("Over everything")
  func whole() {
    let x = Tensor(repeating: 0.1, [Self.count])
    expectClose(Double(x.sum().item), Self.exact, reduction: Self.roundings)
    expectClose(Double(x.mean().item), Double(Scalar(0.1)), reduction: Self.roundings)
  }

  @Test(
    "Over one axis, whatever lies before and behind it",
    arguments: [
      [1, count, 1], [2, count / 2, 1], [1, count / 2, 2], [2, count / 4, 2], [1, count / 10, 10],
      [2, count / 40, 20],
    ])
  func axis(_ shape: [Int]) {
    let x = Tensor(repeating: 0.1, Shape(shape))
    let each = Self.exact / Double(shape[0] * shape[2])
    for sum in x.sum(axes: [1]).elements {
      expectClose(Double(sum), each, reduction: 64, "\(shape)")
    }
  }

  @Test("The inner product of two long vectors")
  func dot() {
    let x = Tensor(repeating: 0.1, [Self.count])
    expectClose(Double(x.dot(.ones([Self.count]))), Self.exact, reduction: Self.roundings)
  }

  @Test("The statistics of channels over many pixels")
  func channels() {
    let statistics = ChannelStatistics(Tensor(repeating: 0.1, [100, 100, 500, 2]))
    for mean in statistics.mean.elements {
      expectClose(Double(mean), Double(Scalar(0.1)), reduction: 64)
    }
  }

  @Test("The same bits with any number of threads")
  func threads() {
    var random = TestRandom("sums")
    let x = random.uniform([300, 70, 9])
    let y = random.uniform([300, 70, 9])
    for axes: [Int]? in [nil, [0], [1], [2], [0, 1], [0, 2], [1, 2]] {
      let sums = withThreads([1, 2, 5]) { _ in (x.sum(axes: axes), x.dot(y)) }
      for other in sums {
        expectSameBits(other.0, sums[0].0)
        #expect(other.1 == sums[0].1)
      }
    }
  }
}
