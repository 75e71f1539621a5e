import FoveaKernels

/// The max-pooled output of a convolution, for inference. Many images with small maps go in blocks whose maps are pooled
/// while they are in the cache: to write those of the whole batch to memory and read them again takes longer than to
/// compute them, where there are few input channels.
///
/// - Parameters:
///   - input: [batch, height, width, input channels].
///   - prepared: the kernel.
///   - bias: [output channels]; none by default.
///   - geometry: made from the input's and the kernel's shapes; other shapes trap.
///   - activation: what follows the convolution; nothing by default.
///   - pool: made from the convolution's output shape; others trap.
///   - algorithm: the convolution's; the engine's choice by default.
/// - Returns: [batch, pooled height, pooled width, output channels].
public func convolution(
  _ input: Tensor, _ prepared: PreparedKernel, bias: Tensor? = nil, _ geometry: Conv2DGeometry,
  activation: FusedActivation = .identity, pooledBy pool: Pool2DGeometry,
  algorithm: ConvolutionAlgorithm = .automatic
) -> Tensor {
  check("convolution", "input", input, geometry.inputShape)
  require(
    pool.inputShape == geometry.outputShape,
    "convolution: pooling of \(geometry.outputShape) expected, received one of \(pool.inputShape)")
  guard let images = imagesOfBlock(geometry) else {
    let maps = convolution(
      input, prepared, bias: bias, geometry, activation: activation, algorithm: algorithm)
    return maxPoolValues(maps, pool)
  }
  // One choice for all blocks, whatever the size of the last: equal images give equal bits. Prepared here, or each
  // thread would do it.
  let algorithm = prepared.resolved(algorithm, for: geometry)
  prepared.prepare(for: algorithm, geometry)
  let size = pool.outputShape.count / geometry.batch
  let blocks = (geometry.batch + images - 1) / images
  for shape in [geometry.inputShape, geometry.outputShape, pool.outputShape] {
    ThreadPool.shared.stockScratch(tasks: blocks, shape.count / geometry.batch * images)
  }
  return Tensor(pool.outputShape) { y in
    ThreadPool.shared.split(geometry.batch, grain: images) { first, count in
      let maps = convolution(
        input.slice(axis: 0, first..<first + count), prepared, bias: bias,
        geometry.with(batch: count), activation: activation, algorithm: algorithm)
      maxPoolValues(maps, pool.with(batch: count)).read {
        (y + first * size).update(from: $0, count: count * size)
      }
    }
  }
}

/// Images whose maps stay in the second-level cache, beside what the convolution needs there, and few enough for 32
/// blocks to share out; nil where one's maps are too large, or the kernel is, which each block reads again.
func imagesOfBlock(_ geometry: Conv2DGeometry) -> Int? {
  let map = geometry.outputShape.count / max(1, geometry.batch) * MemoryLayout<Scalar>.stride
  let images = min((400 << 10) / max(1, map), geometry.batch / 32)
  return images > 0 && geometry.weightCount <= 1 << 15 ? images : nil
}
