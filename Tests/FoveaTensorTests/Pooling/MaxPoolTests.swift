import FoveaTensor
import TestSupport
import Testing

/// The lecture's facts about maximum pooling.
@Suite struct MaxPoolTests {
  @Test("Shifted by one, every input changes and half of the outputs do")
  func invariance() throws {
    let g = try Pool2DGeometry(
      input: [1, 1, 4, 1], window: [1, 3], stride: 1,
      padding: .sides(top: 0, bottom: 0, left: 1, right: 1))
    let before = Tensor([1, 1, 4, 1], [0.1, 1, 0.2, 0.1])
    let after = Tensor([1, 1, 4, 1], [0.3, 0.1, 1, 0.2])
    let (pooledBefore, pooledAfter) = (maxPool(before, g).values, maxPool(after, g).values)
    expectEqual(pooledBefore, Tensor([1, 1, 4, 1], [1, 1, 1, 0.2]))
    expectEqual(pooledAfter, Tensor([1, 1, 4, 1], [0.3, 1, 1, 1]))
    func changes(_ a: Tensor, _ b: Tensor) -> Int {
      zip(a.elements, b.elements).count { $0 != $1 }
    }
    #expect(changes(before, after) == 4)
    #expect(changes(pooledBefore, pooledAfter) == 2)
  }

  @Test("A router: the gradient goes to the selected input, zeros elsewhere")
  func router() throws {
    let x = Tensor([1, 2, 4, 1], [1, 5, 2, 3, 4, 0, 9, 8])
    let g = try Pool2DGeometry(input: x.shape, window: 2)
    let result = maxPool(x, g)
    expectEqual(result.values, Tensor([1, 1, 2, 1], [5, 9]))
    #expect(result.switches == [1, 6])
    expectEqual(
      maxPoolInputGradient(Tensor([1, 1, 2, 1], [10, 20]), switches: result.switches, g),
      Tensor([1, 2, 4, 1], [0, 10, 0, 0, 0, 0, 20, 0]))
  }

  @Test("Ties go to the first in row-major order, and only to it")
  func ties() throws {
    let x = Tensor.ones([1, 2, 4, 1])
    let g = try Pool2DGeometry(input: x.shape, window: 2)
    let result = maxPool(x, g)
    #expect(result.switches == [0, 2])
    expectEqual(
      maxPoolInputGradient(Tensor([1, 1, 2, 1], [10, 20]), switches: result.switches, g),
      Tensor([1, 2, 4, 1], [10, 0, 20, 0, 0, 0, 0, 0]))
  }

  @Test("Overlapping windows add their gradients where they share a maximum")
  func overlap() throws {
    let x = Tensor([1, 3, 3, 1], [0, 1, 0, 2, 9, 3, 0, 4, 5])
    let g = try Pool2DGeometry(input: x.shape, window: 2, stride: 1)
    let result = maxPool(x, g)
    #expect(result.switches == [4, 4, 4, 4])
    expectEqual(
      maxPoolInputGradient(Tensor([1, 2, 2, 1], [1, 2, 3, 4]), switches: result.switches, g),
      Tensor([1, 3, 3, 1], [0, 0, 0, 0, 10, 0, 0, 0, 0]))
  }

  @Test("Switches count inside one image and one channel")
  func planes() throws {
    let x = Tensor([2, 1, 2, 2], [1, 8, 2, 7, 6, 3, 5, 4])
    let g = try Pool2DGeometry(input: x.shape, window: [1, 2])
    let result = maxPool(x, g)
    expectEqual(result.values, Tensor([2, 1, 1, 2], [2, 8, 6, 4]))
    #expect(result.switches == [1, 0, 0, 1])
  }
}
