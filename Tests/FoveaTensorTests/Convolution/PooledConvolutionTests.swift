import FoveaReference
import TestSupport
import Testing

@testable import FoveaTensor

/// Convolution with max pooling done in blocks of images.
@Suite struct PooledConvolutionTests {
  /// Batches and the images of a block: of many small images, the last block smaller; of few; and of images too large.
  private static let inputs: [(shape: Shape, images: Int?)] = [
    ([130, 40, 40, 3], 4), ([65, 48, 40, 3], 2), ([3, 9, 10, 3], nil), ([2, 80, 90, 3], nil),
    ([0, 9, 10, 3], nil),
  ]

  @Test("What the pooling of the whole output gives, with any number of threads", arguments: inputs)
  func values(_ shape: Shape, _ images: Int?) throws {
    let g = try Conv2DGeometry(input: shape, kernel: [3, 3, 3, 16], padding: .same)
    if MemoryLayout<Scalar>.size == 4 { #expect(imagesOfBlock(g) == images) }
    let pool = try Pool2DGeometry(
      input: g.outputShape, window: 3, stride: 2, padding: .zeros(1), policy: .floor)
    var random = TestRandom("pooled \(shape)")
    let (x, w) = (random.integers(shape), random.integers(g.kernelShape))
    let bias = random.integers([16])
    let expected = Reference.maxPool(Reference.convolution(x, w, bias: bias, g).relu(), pool).values
    let prepared = PreparedKernel(w)
    let results = withThreads([1, 2, 5], isOneTask: shape[0] < 3) { _ in
      poisonFreeMemory()
      return convolution(
        x, prepared, bias: bias, g, activation: .relu, pooledBy: pool, algorithm: .direct)
    }
    for result in results { expectEqual(result, expected) }
    // Roundings of Winograd's transforms; see ConvolutionGridTests.
    expectClose(
      convolution(
        x, prepared, bias: bias, g, activation: .relu, pooledBy: pool, algorithm: .winograd),
      expected, reduction: 100 * g.patchSize)
  }
}
