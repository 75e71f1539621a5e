extension Variable {
  /// Convolution of images with kernels; see `FoveaTensor.convolution`.
  ///
  /// - Parameters:
  ///   - kernel: [height, width, channels / groups, output channels].
  ///   - bias: [output channels], or none.
  ///   - geometry: made from both shapes.
  ///   - activation: of the result; none by default.
  ///   - algorithm: the engine's choice by default.
  /// - Returns: the convolution's output behind the activation, whose gradient belongs to the same record.
  public func convolution(
    _ kernel: Variable, bias: Variable? = nil, _ geometry: Conv2DGeometry,
    activation: FusedActivation = .identity, algorithm: ConvolutionAlgorithm = .automatic
  ) -> Variable {
    convolved(kernel, bias, geometry, activation, algorithm, isGatedBehind: false)
  }

  /// Convolution, ReLU and max pooling, with less to keep than one after the other.
  ///
  /// A window's gradient passes the ReLU where its maximum is above 0. So the pooled values tell it, and the
  /// convolution's output, usually the largest of all, is freed as soon as it is pooled.
  ///
  /// - Parameters:
  ///   - kernel: [height, width, channels / groups, output channels].
  ///   - bias: [output channels], or none.
  ///   - geometry: made from both shapes.
  ///   - pool: the windows over the convolution's output.
  ///   - algorithm: the engine's choice by default.
  public func convolution(
    _ kernel: Variable, bias: Variable? = nil, _ geometry: Conv2DGeometry,
    rectifiedAndPooledBy pool: Pool2DGeometry, algorithm: ConvolutionAlgorithm = .automatic
  ) -> Variable {
    convolved(kernel, bias, geometry, .relu, algorithm, isGatedBehind: true)
      .maxPool(pool, gatingReLU: true)
  }

  /// - Parameter isGatedBehind: whether what follows sets the gradient to 0 where ReLU does.
  private func convolved(
    _ kernel: Variable, _ bias: Variable?, _ geometry: Conv2DGeometry,
    _ activation: FusedActivation, _ algorithm: ConvolutionAlgorithm, isGatedBehind: Bool
  ) -> Variable {
    let (x, w) = (value, kernel.value)
    let (wantsX, wantsW) = (requiresGradient, kernel.requiresGradient)
    let wantsBias = bias?.requiresGradient ?? false
    let y = FoveaTensor.convolution(
      x, w, bias: bias?.value, geometry, activation: activation, algorithm: algorithm)
    // Kept for ReLU's gradient alone.
    let output = activation == .relu && !isGatedBehind ? y : nil
    return record(
      y, from: [self, kernel] + (bias.map { [$0] } ?? []),
      // Each kernel, at each place of the output.
      multiplyAdds: y.count / Swift.max(1, y.shape[3]) * w.count, operation: "convolution"
    ) {
      (gradient: consuming Tensor) in
      // Consumed on both ways, so that ReLU's gradient is written over it.
      let g: Tensor
      if let output {
        g = output.gradient(of: .relu, from: consume gradient)
      } else {
        g = consume gradient
      }
      return [
        wantsX ? convolutionInputGradient(g, w, geometry, algorithm: algorithm) : nil,
        wantsW ? convolutionWeightGradient(x, g, geometry, algorithm: algorithm) : nil,
        wantsBias ? g.columnSums() : nil,
      ]
    }
  }
}
