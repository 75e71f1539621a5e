extension Variable {
  /// The transposed convolution; see `FoveaTensor.transposedConvolution`. Its gradients are a convolution and a
  /// convolution's weight gradient with the roles of input and output exchanged.
  ///
  /// - Parameters:
  ///   - kernel: [height, width, output channels / groups, channels].
  ///   - bias: [output channels], or none.
  ///   - geometry: made by `init(transposing:kernel:)` from both shapes.
  ///   - algorithm: the engine's choice by default.
  public func transposedConvolution(
    _ kernel: Variable, bias: Variable? = nil, _ geometry: Conv2DGeometry,
    algorithm: ConvolutionAlgorithm = .automatic
  ) -> Variable {
    let (x, w) = (value, kernel.value)
    let (wantsX, wantsW) = (requiresGradient, kernel.requiresGradient)
    let wantsBias = bias?.requiresGradient ?? false
    let y = FoveaTensor.transposedConvolution(
      x, w, bias: bias?.value, geometry, algorithm: algorithm)
    return record(y, from: [self, kernel] + (bias.map { [$0] } ?? [])) { g in
      let g = g
      return [
        wantsX ? FoveaTensor.convolution(g, w, geometry, algorithm: algorithm) : nil,
        wantsW ? convolutionWeightGradient(g, x, geometry, algorithm: algorithm) : nil,
        wantsBias ? g.columnSums() : nil,
      ]
    }
  }

  /// Images made larger; see `FoveaTensor.upsampled`.
  public func upsampled(_ scale: IntPair, _ interpolation: Interpolation) -> Variable {
    let shape = shape
    return record(FoveaTensor.upsampled(value, scale, interpolation), from: self) { g in
      [upsampledInputGradient(g, input: shape, scale, interpolation)]
    }
  }

  /// A window with kernels of its own at each place; see `FoveaTensor.locallyConnected`.
  public func locallyConnected(_ kernels: Variable, _ geometry: Conv2DGeometry) -> Variable {
    let (x, w) = (value, kernels.value)
    let (wantsX, wantsW) = (requiresGradient, kernels.requiresGradient)
    let y = FoveaTensor.locallyConnected(x, w, geometry)
    return record(y, from: self, kernels) { g in
      let g = g
      return [
        wantsX ? locallyConnectedInputGradient(g, w, geometry) : nil,
        wantsW ? locallyConnectedWeightGradient(x, g, geometry) : nil,
      ]
    }
  }
}
