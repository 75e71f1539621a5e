import FoveaKernels
import FoveaTensor

// A signal is an image of height 1: [batch, length, channels] is read as [batch, 1, length, channels], and
// a kernel [taps, channels / groups, outputs] as [1, taps, channels / groups, outputs].

extension Reference {
  /// The convolution of a batch of signals.
  ///
  /// - Parameters:
  ///   - input: [batch, length, channels].
  ///   - kernel: [taps, channels / groups, outputs].
  ///   - bias: [outputs]; none by default.
  ///   - g: the geometry of the signals as images of height 1; traps when a shape differs from it.
  /// - Returns: [batch, output length, outputs].
  public static func convolution1D(
    _ input: Tensor, _ kernel: Tensor, bias: Tensor? = nil, _ g: Conv2DGeometry
  ) -> Tensor {
    asSignal(convolution(asImage(input), asKernel(kernel), bias: bias, g))
  }

  /// The gradient of `convolution1D` with respect to its input, [batch, length, channels].
  public static func convolution1DInputGradient(
    _ outputGradient: Tensor, _ kernel: Tensor, _ g: Conv2DGeometry
  ) -> Tensor {
    asSignal(convolutionInputGradient(asImage(outputGradient), asKernel(kernel), g))
  }

  /// The gradient of `convolution1D` with respect to its kernel, [taps, channels / groups, outputs].
  public static func convolution1DWeightGradient(
    _ input: Tensor, _ outputGradient: Tensor, _ g: Conv2DGeometry
  ) -> Tensor {
    let gradient = convolutionWeightGradient(asImage(input), asImage(outputGradient), g)
    return gradient.reshaped(Array(gradient.shape.dimensions.dropFirst()))
  }

  /// The largest value under each window of a signal; the switches are positions along its length.
  public static func maxPool1D(
    _ input: Tensor, _ g: Pool2DGeometry
  ) -> (values: Tensor, switches: [Int32]) {
    let (values, switches) = maxPool(asImage(input), g)
    return (asSignal(values), switches)
  }

  /// The mean under each window of a signal.
  public static func averagePool1D(
    _ input: Tensor, _ g: Pool2DGeometry, includingPadding: Bool = true
  ) -> Tensor {
    asSignal(averagePool(asImage(input), g, includingPadding: includingPadding))
  }
}

/// [batch, length, channels] as [batch, 1, length, channels].
private func asImage(_ signal: Tensor) -> Tensor {
  require(
    signal.rank == 3, "signal: expected [batch, length, channels], received \(signal.shape)")
  return signal.reshaped(signal.shape[0], 1, signal.shape[1], signal.shape[2])
}

/// [taps, channels, outputs] as [1, taps, channels, outputs].
private func asKernel(_ kernel: Tensor) -> Tensor { kernel.reshaped([1] + kernel.shape.dimensions) }

/// [batch, 1, length, channels] as [batch, length, channels].
private func asSignal(_ image: Tensor) -> Tensor {
  image.reshaped(image.shape[0], image.shape[2], image.shape[3])
}
