import FoveaTensor

extension Tensor {
  /// The rows of a matrix, or of the first image's first channel, as numbers to be printed and drawn.
  var rows: [[Double]] {
    let (height, width, step) =
      rank == 4 ? (shape[1], shape[2], shape[3]) : (shape[0], shape[1], 1)
    let numbers = elements
    return (0..<height).map { y in
      (0..<width).map { x in Double(numbers[(y * width + x) * step]) }
    }
  }

  /// A matrix as one image of one channel.
  var asImage: Tensor { reshaped(1, shape[0], shape[1], 1) }

  /// A matrix as one kernel of one channel.
  var asKernel: Tensor { reshaped(shape[0], shape[1], 1, 1) }

  /// The largest magnitude; 0 for no elements.
  var largestMagnitude: Double { elements.reduce(0) { Swift.max($0, Double($1.magnitude)) } }
}
