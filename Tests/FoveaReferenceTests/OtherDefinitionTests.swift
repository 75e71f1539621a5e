import FoveaReference
import FoveaTensor
import TestSupport
import Testing

/// The further definitions on figures worked out by hand.
@Suite struct OtherDefinitionTests {
  @Test("Norms of windows: 3, 4 and 0 make 5; padding adds nothing")
  func norms() throws {
    let x = Tensor([1, 1, 4, 1], [3, -4, 0, 2])
    let g = try Pool2DGeometry(input: x.shape, window: [1, 2])
    expectEqual(Reference.lpPool(x, p: 2, g), Tensor([1, 1, 2, 1], [5, 2]))
    expectEqual(Reference.lpPool(x, p: 1, g), Tensor([1, 1, 2, 1], [7, 2]))
    let padded = try Pool2DGeometry(
      input: x.shape, window: [1, 3], stride: [1, 3],
      padding: .sides(top: 0, bottom: 0, left: 1, right: 1))
    expectEqual(Reference.lpPool(x, p: 2, padded), Tensor([1, 1, 2, 1], [5, 2]))
  }

  @Test("Local response: neighbours 3 and 4 make 25, borders see fewer")
  func localResponse() {
    let x = Tensor([1, 3], [3, 4, 0])
    // 1 + 9 + 16, 1 + 9 + 16 + 0, 1 + 16 + 0.
    expectClose(
      Reference.localResponseNormalized(x, size: 3, alpha: 1, beta: 0.5, k: 1),
      Tensor([1, 3], [3 / Scalar(26).squareRoot(), 4 / Scalar(26).squareRoot(), 0]), reduction: 2)
    // An even size has its odd neighbour behind: 2 + 2 (9 + 16), 2 + 2 * 16, 2.
    expectClose(
      Reference.localResponseNormalized(x, size: 2, alpha: 2, beta: 1, k: 2),
      Tensor([1, 3], [3.0 / 52, 4.0 / 34, 0]), reduction: 2)
  }

  @Test("Stochastic pooling: shares 1/6, 2/6, 3/6; the mean by shares")
  func stochastic() throws {
    let x = Tensor([1, 1, 4, 1], [1, 2, -9, 3])
    let g = try Pool2DGeometry(input: x.shape, window: [1, 4])
    func chosen(_ u: Scalar) -> Scalar {
      Reference.stochasticPool(x, choice: Tensor([1, 1, 1, 1], [u]), g).item
    }
    #expect([0, 0.16, 0.17, 0.49, 0.51, 0.999].map(chosen) == [1, 1, 2, 2, 3, 3])
    expectClose(
      Reference.probabilityWeightedPool(x, g), Tensor([1, 1, 1, 1], [14.0 / 6]), reduction: 2)
    #expect(Reference.probabilityWeightedPool(-(x * x), g).item == 0)
  }

  @Test("A transposed convolution lays a kernel down for each input")
  func transposed() throws {
    let x = Tensor([1, 1, 2, 1], [1, 10])
    let kernel = Tensor([1, 3, 1, 1], [1, 2, 3])
    let g = try Conv2DGeometry(transposing: x.shape, kernel: kernel.shape, stride: [1, 2])
    expectEqual(
      Reference.transposedConvolution(x, kernel, g), Tensor([1, 1, 5, 1], [1, 2, 13, 20, 30]))
  }

  @Test("Twice as wide: repeated, or a quarter and three quarters of the way")
  func upsampled() {
    let x = Tensor([1, 1, 2, 1], [0, 4])
    expectEqual(Reference.upsampled(x, [1, 2], .nearest), Tensor([1, 1, 4, 1], [0, 0, 4, 4]))
    expectEqual(Reference.upsampled(x, [1, 2], .bilinear), Tensor([1, 1, 4, 1], [0, 1, 3, 4]))
  }

  @Test("A kernel of its own at each place")
  func locallyConnected() throws {
    let g = try Conv2DGeometry(input: [1, 1, 3, 1], kernel: [1, 2, 1, 1])
    let y = Reference.locallyConnected(
      Tensor([1, 1, 3, 1], [1, 2, 3]), Tensor([2, 2, 1], [1, 1, 10, 100]), g)
    expectEqual(y, Tensor([1, 1, 2, 1], [3, 320]))
  }

  @Test("1 and 3 become -1 and 1, over rows or over groups of channels")
  func normalized() {
    let x = Tensor([1, 2, 2], [1, 3, 5, 9])
    let (one, zero) = (Tensor.ones([2]), Tensor.zeros([2]))
    expectEqual(
      Reference.layerNormalized(x, scale: one, shift: zero, epsilon: 0),
      Tensor([1, 2, 2], [-1, 1, -1, 1]))
    expectEqual(
      Reference.groupNormalized(x, groups: 2, scale: one, shift: one, epsilon: 0),
      Tensor([1, 2, 2], [0, 0, 2, 2]))
  }
}
