import FoveaTensor
import TestSupport
import Testing

/// Joining is the inverse of slicing.
@Suite struct ConcatenationTests {
  @Test("Parts along every axis", arguments: [0, 1, 2, -1, -2, -3])
  func concatenated(_ axis: Int) {
    var random = TestRandom("concatenated")
    let parts = [2, 0, 1, 5].map {
      random.uniform(Shape([3, 4, 2]).replacing(axis: axis, with: $0))
    }
    let whole = Tensor.concatenated(parts, axis: axis)
    #expect(whole.shape == Shape([3, 4, 2]).replacing(axis: axis, with: 8))
    var start = 0
    for part in parts {
      let end = start + part.shape[axis]
      expectSameBits(whole.slice(axis: axis, start..<end), part)
      start = end
    }
  }

  @Test("By hand")
  func small() {
    let (a, b) = (Tensor([2, 2], [1, 2, 3, 4]), Tensor([2, 1], [5, 6]))
    expectEqual(Tensor.concatenated([a, b], axis: 1), Tensor([2, 3], [1, 2, 5, 3, 4, 6]))
    expectEqual(Tensor.concatenated([a], axis: 0), a)
    expectEqual(Tensor.concatenated([Tensor([1]), Tensor([2, 3])], axis: 0), Tensor([1, 2, 3]))
  }

  @Test("Stacking adds an axis in front")
  func stacked() {
    let (a, b) = (Tensor([2, 2], [1, 2, 3, 4]), Tensor([2, 2], [5, 6, 7, 8]))
    let both = Tensor.stacked([a, b])
    expectEqual(both, Tensor([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]))
    expectEqual(both.gather(rows: [1]).reshaped(2, 2), b)
    expectEqual(Tensor.stacked([Tensor(1), Tensor(2), Tensor(3)]), Tensor([1, 2, 3]))
    #expect(Tensor.stacked([Tensor.zeros([0, 3])]).shape == [1, 0, 3])
  }
}
