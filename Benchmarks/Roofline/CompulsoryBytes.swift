import Fovea

extension LayerPass {
  /// The bytes that the pass must read and write, each tensor once: whatever algorithm runs.
  ///
  /// Training counts its passes one by one: between the forward pass of a layer and its backward pass the
  /// rest of the network runs, and leaves nothing of it in a cache.
  func compulsoryBytes(_ geometry: Conv2DGeometry, isFirst: Bool) -> Int {
    let (input, kernel) = (geometry.inputShape.count, geometry.kernelShape.count)
    let (output, bias) = (geometry.outputShape.count, geometry.outputChannels)
    switch self {
    // The same for both: what is read by one is written by the other.
    case .forward, .weightGradient:
      return (input + kernel + bias + output) * MemoryLayout<Scalar>.stride
    case .inputGradient: return (output + kernel + input) * MemoryLayout<Scalar>.stride
    case .train:
      let passes: [LayerPass] =
        isFirst ? [.forward, .weightGradient] : [.forward, .inputGradient, .weightGradient]
      return passes.reduce(0) { $0 + $1.compulsoryBytes(geometry, isFirst: isFirst) }
    }
  }
}
