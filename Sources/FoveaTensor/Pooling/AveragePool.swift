import FoveaKernels

/// The mean of each window, channel by channel.
///
/// - Parameters:
///   - input: [batch, height, width, channels].
///   - geometry: made from the input's shape; other shapes trap.
///   - includingPadding: whether padding counts as zeros in the mean, as PyTorch's default does (the
///     default here), or is left out of sum and count.
/// - Returns: [batch, output height, output width, channels].
public func averagePool(
  _ input: Tensor, _ geometry: Pool2DGeometry, includingPadding: Bool = true
) -> Tensor {
  check("averagePool", "input", input, geometry.inputShape)
  let window = PatchWindow(geometry)
  return Tensor(geometry.outputShape) { y in
    input.read { x in
      eachRowBlock(geometry) { first, rows in
        kernels.averagePool(window, includingPadding, x, first, rows, y)
      }
    }
  }
}

/// The gradient of `averagePool`: each output's gradient is spread evenly over its window.
///
/// - Parameters:
///   - outputGradient: [batch, output height, output width, channels].
///   - geometry: that of the forward pass.
///   - includingPadding: that of the forward pass.
/// - Returns: [batch, height, width, channels].
public func averagePoolInputGradient(
  _ outputGradient: Tensor, _ geometry: Pool2DGeometry, includingPadding: Bool = true
) -> Tensor {
  check("averagePoolInputGradient", "output gradient", outputGradient, geometry.outputShape)
  let window = PatchWindow(geometry)
  return Tensor(zeroed: geometry.inputShape) { dx in
    outputGradient.read { dy in
      eachImageBlock(geometry) { first, count in
        kernels.averagePoolGradient(window, includingPadding, dy, first, count, dx)
      }
    }
  }
}

extension Pool2DGeometry {
  /// The geometry whose one window is the whole image: global pooling.
  ///
  /// - Parameter input: [batch, height, width, channels].
  /// - Throws: `ShapeError` when the input is not such a shape or an extent is 0.
  public static func global(input: Shape) throws -> Pool2DGeometry {
    let window = input.rank == 4 ? IntPair(input[1], input[2]) : 1
    return try Pool2DGeometry(input: input, window: window)
  }
}
