extension Variable {
  /// Convolution of images with kernels; see `FoveaTensor.convolution`.
  ///
  /// - Parameters:
  ///   - kernel: [height, width, channels / groups, output channels].
  ///   - bias: [output channels], or none.
  ///   - geometry: made from both shapes.
  ///   - algorithm: the engine's choice by default.
  public func convolution(
    _ kernel: Variable, bias: Variable? = nil, _ geometry: Conv2DGeometry,
    algorithm: ConvolutionAlgorithm = .automatic
  ) -> Variable {
    let (x, w) = (value, kernel.value)
    let (wantsX, wantsW) = (requiresGradient, kernel.requiresGradient)
    let wantsBias = bias?.requiresGradient ?? false
    let y = FoveaTensor.convolution(x, w, bias: bias?.value, geometry, algorithm: algorithm)
    return record(y, from: [self, kernel] + (bias.map { [$0] } ?? [])) { g in
      let g = g
      return [
        wantsX ? convolutionInputGradient(g, w, geometry, algorithm: algorithm) : nil,
        wantsW ? convolutionWeightGradient(x, g, geometry, algorithm: algorithm) : nil,
        wantsBias ? g.columnSums() : nil,
      ]
    }
  }
}
