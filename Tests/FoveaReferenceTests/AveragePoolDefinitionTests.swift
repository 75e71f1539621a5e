import FoveaReference
import FoveaTensor
import TestSupport
import Testing

@Suite struct AveragePoolDefinitionTests {
  @Test("The mean of each window")
  func means() throws {
    let x = Tensor([1, 2, 4, 1], [1, 3, 10, 20, 5, 7, 30, 40])
    let g = try Pool2DGeometry(input: x.shape, window: 2)
    expectEqual(Reference.averagePool(x, g), Tensor([1, 1, 2, 1], [4, 25]))
    let gradient = Reference.averagePoolInputGradient(Tensor([1, 1, 2, 1], [4, 8]), g)
    expectEqual(gradient, Tensor([1, 2, 4, 1], [1, 1, 2, 2, 1, 1, 2, 2]))
  }

  @Test("Zeros of the padding count or do not")
  func padding() throws {
    let x = Tensor([1, 1, 3, 1], [6, 12, 18])
    let g = try Pool2DGeometry(
      input: x.shape, window: [1, 3], stride: 1,
      padding: .sides(top: 0, bottom: 0, left: 1, right: 1))
    expectEqual(Reference.averagePool(x, g), Tensor([1, 1, 3, 1], [6, 12, 10]))
    expectEqual(
      Reference.averagePool(x, g, includingPadding: false), Tensor([1, 1, 3, 1], [9, 12, 15]))
  }

  @Test("With the padding counted it is a depthwise convolution with equal weights")
  func depthwise() throws {
    var random = TestRandom("average as convolution")
    let x = random.integers([2, 5, 6, 3])
    let g = try Pool2DGeometry(input: x.shape, window: [2, 4], stride: [1, 2], padding: .zeros(1))
    let kernel = Tensor(repeating: 1.0 / 8, [2, 4, 1, 3])
    let c = try Conv2DGeometry(
      input: x.shape, kernel: kernel.shape, stride: [1, 2], padding: .zeros(1), groups: 3)
    expectEqual(Reference.averagePool(x, g), Reference.convolution(x, kernel, c))
  }

  @Test("Adjoint", arguments: [true, false])
  func adjoint(_ includingPadding: Bool) throws {
    var random = TestRandom("average adjoint")
    let g = try Pool2DGeometry(
      input: [2, 5, 7, 3], window: [3, 2], stride: [2, 1], padding: .zeros([1, 1]))
    expectAdjoint(
      { Reference.averagePool($0, g, includingPadding: includingPadding) },
      { Reference.averagePoolInputGradient($0, g, includingPadding: includingPadding) },
      at: random.uniform(g.inputShape), reduction: 6, &random)
  }

  @Test("Over the whole image")
  func global() {
    let x = Tensor([2, 1, 2, 2], [1, 10, 3, 20, 5, 30, 7, 50])
    expectEqual(Reference.globalAveragePool(x), Tensor([2, 2], [2, 15, 6, 40]))
  }

  @Test("A signal is an image of height 1")
  func signal() throws {
    let x = Tensor([1, 4, 1], [1, 3, 5, 11])
    let g = try Pool2DGeometry(input: [1, 1, 4, 1], window: [1, 2])
    expectEqual(Reference.averagePool1D(x, g), Tensor([1, 2, 1], [2, 8]))
  }
}
