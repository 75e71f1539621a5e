import FoveaKernels

/// The mean of each window, channel by channel.
///
/// - Parameters:
///   - input: [batch, height, width, channels].
///   - geometry: made from the input's shape; other shapes trap.
///   - includingPadding: whether padding counts as zeros in the mean, as PyTorch's default does (the
///     default here), or is left out of sum and count. What a last window reaches beyond the padding,
///     under the policy `.ceil`, never counts.
/// - Returns: [batch, output height, output width, channels].
public func averagePool(
  _ input: Tensor, _ geometry: Pool2DGeometry, includingPadding: Bool = true
) -> Tensor {
  check("averagePool", "input", input, geometry.inputShape)
  let means = windowMeans(input, geometry, includingPadding)
  return includingPadding ? geometry.correctingOverhang(means) : means
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
  let gradient = includingPadding ? geometry.correctingOverhang(outputGradient) : outputGradient
  return spreadOverWindows(gradient, geometry, includingPadding)
}

/// The mean of each window, of which all places count or those inside the image alone.
func windowMeans(_ input: Tensor, _ geometry: Pool2DGeometry, _ countsAll: Bool) -> Tensor {
  let window = PatchWindow(geometry)
  return Tensor(geometry.outputShape) { y in
    input.read { x in
      eachRowBlock(geometry) { first, rows in
        kernels.averagePool(window, countsAll, x, first, rows, y)
      }
    }
  }
}

/// The transpose of `windowMeans`.
func spreadOverWindows(
  _ outputGradient: Tensor, _ geometry: Pool2DGeometry, _ countsAll: Bool
) -> Tensor {
  let window = PatchWindow(geometry)
  return Tensor(zeroed: geometry.inputShape) { dx in
    outputGradient.read { dy in
      eachImageBlock(geometry.inputShape) { first, count in
        kernels.averagePoolGradient(window, countsAll, dy, first, count, dx)
      }
    }
  }
}

extension Pool2DGeometry {
  /// Means over whole windows as means over the parts of them that do not overhang.
  fileprivate func correctingOverhang(_ means: Tensor) -> Tensor {
    if overhang == 0 { return means }
    return means * (Scalar(vertical.kernel * horizontal.kernel) / placesInWindow)
  }

  /// How many places of each window do not overhang, padding among them: [output height, output width, 1].
  package var placesInWindow: Tensor {
    func places(_ axis: AxisGeometry, _ overhang: Int) -> Tensor {
      Tensor(
        (0..<axis.output).map { place in
          let start = place * axis.stride
          return Scalar(min(start + axis.kernel, axis.padded - overhang) - start)
        })
    }
    return places(vertical, overhang.height).reshaped(vertical.output, 1, 1)
      * places(horizontal, overhang.width).reshaped(1, horizontal.output, 1)
  }

  /// The geometry whose one window is the whole image: global pooling.
  ///
  /// - Parameter input: [batch, height, width, channels].
  /// - Throws: `ShapeError` when the input is not such a shape or an extent is 0.
  public static func global(input: Shape) throws -> Pool2DGeometry {
    let window = input.rank == 4 ? IntPair(input[1], input[2]) : 1
    return try Pool2DGeometry(input: input, window: window)
  }
}
