import FoveaTensor
import TestSupport
import Testing

/// Reductions against the definition, over every choice of axes.
@Suite struct ReductionTests {
  /// Every set of axes of a tensor of rank 4, as positive and negative indices in turn.
  static let choices: [[Int]] = (0..<16).map { set in
    (0..<4).filter { set >> $0 & 1 == 1 }.map { $0.isMultiple(of: 2) ? $0 : $0 - 4 }
  }

  @Test("Sum, mean, max and min", arguments: choices)
  func axes(_ axes: [Int]) {
    var random = TestRandom("reductions")
    for shape: Shape in [[3, 4, 5, 7], [2, 1, 9, 8], [1, 1, 1, 1], [5, 33, 2, 3]] {
      let x = random.integers(shape, -9...9)
      for keeping in [false, true] {
        let name = "\(shape) over \(axes)"
        expectEqual(
          x.sum(axes: axes, keepingDimensions: keeping),
          definition(x, axes, keeping) { $0.reduce(0, +) }, name)
        expectEqual(
          x.mean(axes: axes, keepingDimensions: keeping),
          definition(x, axes, keeping) { $0.reduce(0, +) / Scalar($0.count) }, name)
        expectEqual(
          x.max(axes: axes, keepingDimensions: keeping),
          definition(x, axes, keeping) { $0.max() ?? .nan }, name)
        expectEqual(
          x.min(axes: axes, keepingDimensions: keeping),
          definition(x, axes, keeping) { $0.min() ?? .nan }, name)
      }
    }
  }

  @Test("Over everything by default; the order and repetition of axes do not matter")
  func defaults() {
    let x = Tensor([2, 3], [1, 2, 3, 4, 5, 9])
    expectEqual(x.sum(), Tensor(24))
    expectEqual(x.mean(), Tensor(4))
    expectEqual(x.max(), Tensor(9))
    expectEqual(x.min(), Tensor(1))
    expectEqual(x.sum(axes: nil, keepingDimensions: true), Tensor([1, 1], [24]))
    expectEqual(x.sum(axes: [1, 0, -1]), Tensor(24))
    expectEqual(x.sum(axes: []), x)
    expectEqual(Tensor(7).sum(), Tensor(7))
    expectEqual(Tensor(7).max(axes: []), Tensor(7))
  }

  @Test("The variance is the mean squared deviation")
  func variance() {
    let x = Tensor([2, 3], [1, 2, 3, 4, 6, 11])
    expectClose(x.variance(), Tensor(65.5 / 6), reduction: 6)
    expectClose(x.variance(axes: [1]), Tensor([2.0 / 3, 26.0 / 3]), reduction: 6)
    expectEqual(
      x.variance(axes: [0], keepingDimensions: true), Tensor([1, 3], [2.25, 4, 16]))
    // Far from zero nothing cancels: the mean is subtracted first.
    expectEqual((x + 4096).variance(axes: [0]), Tensor([2.25, 4, 16]))
  }

  @Test("Sums over nothing are zero and means NaN; the kept extents stay")
  func empty() {
    expectEqual(Tensor.zeros([0]).sum(), Tensor(0))
    expectEqual(Tensor.zeros([0]).mean(), Tensor(.nan))
    expectEqual(Tensor.zeros([0, 3]).sum(axes: [0]), .zeros([3]))
    expectEqual(Tensor.zeros([3, 0]).sum(axes: [1]), .zeros([3]))
    expectEqual(Tensor.zeros([3, 0]).sum(axes: [0]), .zeros([0]))
    expectEqual(Tensor.zeros([3, 0, 2]).sum(axes: [1]), .zeros([3, 2]))
    expectEqual(Tensor.zeros([2, 0, 3]).sum(axes: [0, 2]), .zeros([0]))
    expectEqual(Tensor.zeros([0, 3]).mean(axes: [0]), Tensor(repeating: .nan, [3]))
    #expect(Tensor.zeros([0, 3]).mean(axes: [1]).shape == [0])
    #expect(Tensor.zeros([0, 3]).argmax() == [])
  }

  @Test("NaN wins wherever it stands")
  func notANumber() {
    for place in 0..<9 {
      let x = Tensor([1, 9]) { $0[1] == place ? .nan : Scalar($0[1]) }
      expectEqual(x.sum(), Tensor(.nan))
      expectEqual(x.max(), Tensor(.nan))
      expectEqual(x.min(axes: [1]), Tensor([.nan]))
      expectEqual(x.max(axes: [0]), x.reshaped(9))
      #expect(x.argmax() == [place])
    }
    expectEqual(Tensor([-.infinity, -.infinity]).max(), Tensor(-.infinity))
    expectEqual(Tensor([.infinity, -.infinity]).sum(), Tensor(.nan))
  }

  @Test("argmax: the first of the largest of each row")
  func argmax() {
    #expect(Tensor([4]).argmax() == [0])
    #expect(Tensor([2, 4], [1, 3, 3, 0, -1, -2, -1, -1]).argmax() == [1, 0])
    #expect(Tensor([2, 2, 2], [1, 2, 2, 1, 0, 0, -0.0, 0]).argmax() == [1, 0, 0, 0])
    #expect(Tensor([.nan, 3, .nan, 4]).argmax() == [0])
    #expect(Tensor([3, .nan, 4, .nan]).argmax() == [1])
    #expect(Tensor([-.infinity, -.infinity]).argmax() == [0])
  }

  /// The reduction as its definition: what `f` makes of the elements that fall on each place.
  private func definition(
    _ x: Tensor, _ axes: [Int], _ keeping: Bool, _ f: ([Scalar]) -> Scalar
  ) -> Tensor {
    let reduced = Set(axes.map(x.shape.normalized))
    let kept = Shape((0..<x.rank).map { reduced.contains($0) ? 1 : x.shape[$0] })
    var groups = [[Scalar]](repeating: [], count: kept.count)
    let (strides, from) = (kept.strides, x.shape.strides)
    for (flat, element) in x.elements.enumerated() {
      let place = (0..<x.rank).filter { !reduced.contains($0) }
        .reduce(0) { $0 + flat / from[$1] % x.shape[$1] * strides[$1] }
      groups[place].append(element)
    }
    let result = Tensor(kept, groups.map(f))
    return keeping
      ? result
      : result.reshaped((0..<x.rank).filter { !reduced.contains($0) }.map { x.shape[$0] })
  }
}
