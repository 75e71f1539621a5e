import FoveaKernels

/// The max-pooled output of a convolution, for inference: images in blocks whose maps are pooled while they are in the
/// cache. The maps of the whole batch are never in memory, which takes longer to write and read than they take to
/// compute where there are few input channels.
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
  let size = pool.outputShape.count / geometry.batch
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

/// Images whose maps stay in the second-level cache, beside what the convolution needs there; nil where one's are too
/// many, where the kernel is so large that each block reading it again would cost more than is saved, or where there
/// would be few blocks to share out.
private func imagesOfBlock(_ geometry: Conv2DGeometry) -> Int? {
  let map = geometry.outputShape.count / max(1, geometry.batch) * MemoryLayout<Scalar>.stride
  let images = (400 << 10) / max(1, map)
  return images > 0 && geometry.batch >= 16 * images && geometry.weightCount <= 1 << 15
    ? images : nil
}
