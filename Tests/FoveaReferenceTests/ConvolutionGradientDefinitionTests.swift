import FoveaReference
import FoveaTensor
import TestSupport
import Testing

/// <conv(x, w), y> = <x, dx> = <w, dw>: convolution is linear in each factor, so with small integers the
/// three inner products are the same whole number.
@Suite struct ConvolutionGradientDefinitionTests {
  @Test("Adjoint in both factors, exactly")
  func adjoint() throws {
    var random = TestRandom("reference adjoint")
    let g = try Conv2DGeometry(
      input: [2, 6, 7, 4], kernel: [3, 2, 2, 6], stride: [2, 1],
      padding: .sides(top: 1, bottom: 2, left: 0, right: 1), dilation: [1, 2], groups: 2,
      policy: .floor)
    let x = random.integers(g.inputShape)
    let w = random.integers(g.kernelShape)
    let y = random.integers(g.outputShape)
    let product = innerProduct(Reference.convolution(x, w, g), y)
    #expect(product != 0)
    #expect(product == innerProduct(x, Reference.convolutionInputGradient(y, w, g)))
    #expect(product == innerProduct(w, Reference.convolutionWeightGradient(x, y, g)))
  }

  @Test("Central differences")
  func differences() throws {
    var random = TestRandom("reference differences")
    let g = try Conv2DGeometry(
      input: [2, 4, 5, 2], kernel: [2, 3, 1, 4], stride: [2, 1], padding: .zeros([1, 0]),
      groups: 2)
    let x = random.uniform(g.inputShape)
    let w = random.uniform(g.kernelShape)
    let b = random.uniform([4])
    let y = random.uniform(g.outputShape)
    expectGradients(
      [
        Reference.convolutionInputGradient(y, w, g), Reference.convolutionWeightGradient(x, y, g),
        Reference.convolutionBiasGradient(y),
      ], of: [x, w, b], cotangent: y
    ) { Reference.convolution($0[0], $0[1], bias: $0[2], g) }
  }
}
