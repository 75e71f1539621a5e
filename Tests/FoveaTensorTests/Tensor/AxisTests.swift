import FoveaTensor
import TestSupport
import Testing

/// Operations that move, add or cut axes, at sizes of many tasks.
@Suite struct AxisTests {
  @Test("NHWC to NCHW and back", arguments: [[3, 40, 50, 6], [2, 33, 17, 65], [1, 300, 299, 3]])
  func channelsFirst(_ size: [Int]) {
    let x = Tensor(Shape(size), (0..<size.reduce(1, *)).map { Scalar($0) })
    let y = x.transposed(axes: [0, 3, 1, 2])
    let expected = Tensor([size[0], size[3], size[1], size[2]]) {
      x.element(at: [$0[0], $0[2], $0[3], $0[1]])
    }
    expectEqual(y, expected)
    expectEqual(y.transposed(axes: [0, 2, 3, 1]), x)
    expectEqual(y.transposed(axes: [0, -2, -1, 1]), x)
  }

  @Test("Axes of extent 1 move without a copy")
  func nothingMoves() {
    let x = Tensor([1, 3, 1, 2], [1, 2, 3, 4, 5, 6])
    let y = x.transposed(axes: [1, 0, 3, 2])
    #expect(y.shape == [3, 1, 2, 1])
    #expect(y.sharesStorage(with: x))
  }

  @Test("Two axes exchanged")
  func swapping() {
    let x = Tensor([2, 3, 4], (0..<24).map { Scalar($0) })
    expectEqual(x.swapping(axes: 0, -1), x.transposed(axes: [2, 1, 0]))
    expectEqual(x.swapping(axes: 1, 1), x)
  }

  @Test("Stacked along any new axis", arguments: [0, 1, 2, -1, -2, -3])
  func stacked(_ axis: Int) {
    let parts = (0..<4).map { part in Tensor([2, 3]) { Scalar(100 * part + 10 * $0[0] + $0[1]) } }
    let result = Tensor.stacked(parts, axis: axis)
    let place = axis < 0 ? axis + 3 : axis
    #expect(result.shape[place] == 4)
    for (index, part) in parts.enumerated() {
      expectEqual(result.slice(axis: place, index..<index + 1).reshaped(2, 3), part)
    }
  }

  @Test("Cut apart and put together, in the middle of long tensors", arguments: [0, 1, 2])
  func cut(_ axis: Int) {
    let x = Tensor([40, 50, 60], (0..<120_000).map { Scalar($0) })
    let cuts = [0, 1, 17, x.shape[axis]]
    let parts = zip(cuts, cuts.dropFirst()).map { x.slice(axis: axis, $0..<$1) }
    expectEqual(.concatenated(parts, axis: axis), x)
    let index = x.shape[axis] - 3
    let last = x.slice(axis: axis, index..<index + 1)
    expectEqual(last, x.flipped(axis: axis).slice(axis: axis, 2..<3))
  }
}
