import FoveaReference
import FoveaTensor
import TestSupport
import Testing

@Suite struct MaxPoolDefinitionTests {
  @Test("Lecture's figure: shifted by one, every input changes and half of the outputs do")
  func invariance() throws {
    let g = try Pool2DGeometry(
      input: [1, 1, 4, 1], window: [1, 3], stride: 1,
      padding: .sides(top: 0, bottom: 0, left: 1, right: 1))
    let before = Tensor([1, 4, 1], [0.1, 1, 0.2, 0.1])
    let after = Tensor([1, 4, 1], [0.3, 0.1, 1, 0.2])
    expectEqual(Reference.maxPool1D(before, g).values, Tensor([1, 4, 1], [1, 1, 1, 0.2]))
    expectEqual(Reference.maxPool1D(after, g).values, Tensor([1, 4, 1], [0.3, 1, 1, 1]))
  }

  @Test("The gradient goes to the maximum alone")
  func router() throws {
    let x = Tensor([1, 2, 4, 1], [1, 5, 2, 3, 4, 0, 9, 8])
    let g = try Pool2DGeometry(input: x.shape, window: 2)
    let (values, switches) = Reference.maxPool(x, g)
    expectEqual(values, Tensor([1, 1, 2, 1], [5, 9]))
    #expect(switches == [1, 6])
    let gradient = Reference.maxPoolInputGradient(
      Tensor([1, 1, 2, 1], [10, 20]), switches: switches, g)
    expectEqual(gradient, Tensor([1, 2, 4, 1], [0, 10, 0, 0, 0, 0, 20, 0]))
  }

  @Test("On ties the first in row-major order")
  func ties() throws {
    let g = try Pool2DGeometry(input: [1, 2, 2, 1], window: 2)
    #expect(Reference.maxPool(Tensor([1, 2, 2, 1], [7, 7, 7, 7]), g).switches == [0])
    #expect(Reference.maxPool(Tensor([1, 2, 2, 1], [1, 7, 7, 7]), g).switches == [1])
    #expect(Reference.maxPool(Tensor([1, 2, 2, 1], [1, 2, 7, 7]), g).switches == [2])
  }

  @Test("Overlapping windows add their gradients where they share a maximum")
  func overlap() throws {
    let x = Tensor([1, 3, 3, 1], [0, 1, 0, 2, 9, 3, 0, 4, 5])
    let g = try Pool2DGeometry(input: x.shape, window: 2, stride: 1)
    let (values, switches) = Reference.maxPool(x, g)
    expectEqual(values, Tensor([1, 2, 2, 1], [9, 9, 9, 9]))
    #expect(switches == [4, 4, 4, 4])
    let gradient = Reference.maxPoolInputGradient(
      Tensor([1, 2, 2, 1], [1, 2, 3, 4]), switches: switches, g)
    expectEqual(gradient, Tensor([1, 3, 3, 1], [0, 0, 0, 0, 10, 0, 0, 0, 0]))
  }

  @Test("Channels and images do not see each other; switches count in one image")
  func planes() throws {
    let x = Tensor([2, 1, 2, 2], [1, 8, 2, 7, 6, 3, 5, 4])
    let g = try Pool2DGeometry(input: x.shape, window: [1, 2])
    let (values, switches) = Reference.maxPool(x, g)
    expectEqual(values, Tensor([2, 1, 1, 2], [2, 8, 6, 4]))
    #expect(switches == [1, 0, 0, 1])
  }

  @Test("Padding is never chosen")
  func padding() throws {
    let x = Tensor([1, 1, 2, 1], [-3, -.infinity])
    let g = try Pool2DGeometry(
      input: x.shape, window: [1, 2], stride: 1,
      padding: .sides(top: 0, bottom: 0, left: 1, right: 1))
    let (values, switches) = Reference.maxPool(x, g)
    expectEqual(values, Tensor([1, 1, 3, 1], [-3, -3, -.infinity]))
    #expect(switches == [0, 0, 1])
  }

  @Test("The first NaN wins")
  func notANumber() throws {
    let x = Tensor([1, 1, 4, 1], [1, .nan, .infinity, .nan])
    let g = try Pool2DGeometry(input: x.shape, window: [1, 4])
    let (values, switches) = Reference.maxPool(x, g)
    #expect(values.elements[0].isNaN)
    #expect(switches == [1])
  }

  @Test("Central differences, where no two values are close")
  func differences() throws {
    var random = TestRandom("maximum differences")
    let g = try Pool2DGeometry(
      input: [2, 5, 6, 2], window: [3, 2], stride: [1, 2], padding: .zeros([1, 0]))
    let x = random.distinct(g.inputShape)
    let y = random.uniform(g.outputShape)
    let switches = Reference.maxPool(x, g).switches
    expectGradients(
      [Reference.maxPoolInputGradient(y, switches: switches, g)], of: [x], cotangent: y
    ) { Reference.maxPool($0[0], g).values }
  }
}
