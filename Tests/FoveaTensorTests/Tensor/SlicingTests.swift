import FoveaTensor
import TestSupport
import Testing

/// Parts of a tensor against the definition, along every axis.
@Suite struct SlicingTests {
  let x = Tensor([4, 5, 3], (0..<60).map { Scalar($0) })

  @Test("Slices with a step", arguments: [0, 1, 2, -1, -2, -3])
  func slice(_ axis: Int) {
    let extent = x.shape[axis]
    for lower in 0...extent {
      for upper in lower...extent {
        for step in 1...4 {
          let picked = Array(stride(from: lower, to: upper, by: step))
          let y = x.slice(axis: axis, lower..<upper, step: step)
          expectEqual(y, rows(picked, along: axis), "\(lower)..<\(upper) step \(step)")
        }
      }
    }
  }

  @Test("Flipping twice is nothing", arguments: [0, 1, 2, -1])
  func flip(_ axis: Int) {
    let reversed = Array((0..<x.shape[axis]).reversed())
    expectEqual(x.flipped(axis: axis), rows(reversed, along: axis))
    expectEqual(x.flipped(axis: axis).flipped(axis: axis), x)
  }

  @Test("Gathered rows in any order, again and not at all")
  func gather() {
    expectEqual(x.gather(rows: [3, 0, 0, 2]), rows([3, 0, 0, 2], along: 0))
    #expect(x.gather(rows: []).shape == [0, 5, 3])
    expectEqual(Tensor([7, 8, 9]).gather(rows: [2, 2]), Tensor([9, 9]))
    #expect(Tensor.zeros([2, 0]).gather(rows: [1, 1, 1]).shape == [3, 0])
  }

  @Test("Parts are copies")
  func copies() {
    var part = x.slice(axis: 0, 0..<4)
    part[0, 0, 0] = 99
    #expect(x[0, 0, 0] == 0)
  }

  private func rows(_ picked: [Int], along axis: Int) -> Tensor {
    Tensor(x.shape.replacing(axis: axis, with: picked.count)) { index in
      var source = index
      let axis = x.shape.normalized(axis)
      source[axis] = picked[index[axis]]
      return x.element(at: source)
    }
  }
}
