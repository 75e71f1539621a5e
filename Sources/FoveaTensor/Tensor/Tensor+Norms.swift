import FoveaKernels

// Without a temporary tensor: these are taken of whole networks' weights and gradients.
extension Tensor {
  /// The sum of all magnitudes, added as `sum` does.
  public var sumOfMagnitudes: Double {
    read { x in blockwiseSum(count) { kernels.sumOfMagnitudes(x + $0, $1) } }
  }

  /// The sum of all squares, added as `sum` does.
  public var sumOfSquares: Double {
    read { x in blockwiseSum(count) { kernels.dot(x + $0, x + $0, $1) } }
  }

  /// How many elements are exactly 0.
  public var zeroCount: Int {
    read { UnsafeBufferPointer(start: $0, count: count).count { $0 == 0 } }
  }
}
