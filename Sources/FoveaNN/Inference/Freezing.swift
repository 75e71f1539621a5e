// What a network becomes when it is only used: batch normalisation goes into the convolution before it, ReLU
// into its last step, max pooling is done with it, and what does nothing in inference is gone.

extension Layer {
  /// The layer itself.
  public func frozen() -> any Layer { self }
}

extension Chain {
  /// The chain with its layers frozen and neighbours joined.
  public func frozen() -> any Layer { Sequential(fused(layers)) }
}

/// The layers of a chain for inference alone; chains inside are taken apart first.
private func fused(_ layers: [any Layer]) -> [any Layer] {
  var result: [any Layer] = []
  for layer in layers {
    switch (layer, result.last) {
    case (is Dropout, _), (is SpatialDropout2D, _), (is GaussianNoise, _), (is Identity, _):
      continue
    case (let chain as any Chain, _):
      // Joined with what is there: a chain may begin with the ReLU of the one before.
      result = fused(result + chain.layers)
    case (let norm as BatchNorm, let convolution as FrozenConv2D) where convolution.isBare:
      result[result.count - 1] = convolution.followed(by: norm)
    case (is ReLU, let convolution as FrozenConv2D) where convolution.isBare:
      result[result.count - 1] = convolution.rectified()
    case (let pool as MaxPool2D, let convolution as FrozenConv2D) where convolution.pool == nil:
      result[result.count - 1] = convolution.pooled(by: pool)
    default: result.append(layer.frozen())
    }
  }
  return result
}
