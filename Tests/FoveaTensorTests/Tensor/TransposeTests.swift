import FoveaTensor
import TestSupport
import Testing

/// Every order of the axes, against the definition.
@Suite struct TransposeTests {
  static func orders(_ rank: Int) -> [[Int]] {
    if rank == 0 { return [[]] }
    return orders(rank - 1).flatMap { order in
      (0...order.count).map { place in
        Array(order[..<place]) + [rank - 1] + Array(order[place...])
      }
    }
  }

  @Test("Rank 0 to 4", arguments: (0...4).flatMap(orders))
  func order(_ axes: [Int]) {
    for extents in [[5, 3, 4, 2], [1, 17, 16, 9], [33, 1, 2, 18], [2, 0, 3, 4]] {
      let shape = Shape(Array(extents.prefix(axes.count)))
      let x = Tensor(shape, (0..<shape.count).map { Scalar($0) })
      let y = x.transposed(axes: axes)
      let expected = Tensor(Shape(axes.map { shape[$0] })) { index in
        var source = index
        for (place, axis) in axes.enumerated() { source[axis] = index[place] }
        return x.element(at: source)
      }
      expectEqual(y, expected, "\(shape) by \(axes)")
      // Back again: for each axis of x, where it went.
      let inverse = axes.indices.compactMap { axes.firstIndex(of: $0) }
      expectEqual(y.transposed(axes: inverse), x, "\(shape) there and back")
    }
  }

  @Test("There are as many orders as there should be")
  func orderCount() { #expect((0...4).map { Set(Self.orders($0)).count } == [1, 1, 2, 6, 24]) }

  @Test("The axes are reversed by default")
  func reversed() {
    let x = Tensor([2, 3], [1, 2, 3, 4, 5, 6])
    expectEqual(x.transposed(), Tensor([3, 2], [1, 4, 2, 5, 3, 6]))
    #expect(Tensor.zeros([2, 3, 5, 7]).transposed().shape == [7, 5, 3, 2])
    expectEqual(Tensor(3).transposed(), Tensor(3))
  }

  @Test("A matrix of many blocks", arguments: [[1000, 3], [3, 1000], [257, 255], [1, 40_000]])
  func matrix(_ size: [Int]) {
    let x = Tensor(Shape(size), (0..<size[0] * size[1]).map { Scalar($0) })
    let elements = x.elements
    let expected = (0..<size[1]).flatMap { j in
      (0..<size[0]).map { i in elements[i * size[1] + j] }
    }
    expectEqual(x.transposed(), Tensor([size[1], size[0]], expected))
  }
}
