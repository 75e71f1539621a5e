extension Variable {
  /// Convolution of images with kernels; see `FoveaTensor.convolution`.
  ///
  /// - Parameters:
  ///   - kernel: [height, width, channels / groups, output channels].
  ///   - bias: [output channels], or none.
  ///   - geometry: made from both shapes.
  ///   - activation: of the result; none by default.
  ///   - algorithm: the engine's choice by default.
  public func convolution(
    _ kernel: Variable, bias: Variable? = nil, _ geometry: Conv2DGeometry,
    activation: FusedActivation = .identity, algorithm: ConvolutionAlgorithm = .automatic
  ) -> Variable {
    let (x, w) = (value, kernel.value)
    let (wantsX, wantsW) = (requiresGradient, kernel.requiresGradient)
    let wantsBias = bias?.requiresGradient ?? false
    let y = FoveaTensor.convolution(
      x, w, bias: bias?.value, geometry, activation: activation, algorithm: algorithm)
    // Kept for ReLU's gradient alone.
    let output = activation == .relu ? y : nil
    return record(y, from: [self, kernel] + (bias.map { [$0] } ?? [])) { g in
      let g = output?.gradient(of: .relu, from: g) ?? g
      return [
        wantsX ? convolutionInputGradient(g, w, geometry, algorithm: algorithm) : nil,
        wantsW ? convolutionWeightGradient(x, g, geometry, algorithm: algorithm) : nil,
        wantsBias ? g.columnSums() : nil,
      ]
    }
  }
}
