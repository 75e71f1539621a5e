import FoveaKernels

/// Slides every kernel over every image: the dot product of kernel and window at each place.
///
///     y[n, oy, ox, o] = bias[o] + sum over ky, kx, c of
///                       x[n, oy * stride + ky * dilation - padding, ..., c] * kernel[ky, kx, c, o]
///
/// This is cross-correlation, which the field calls convolution: the kernel is not flipped.
///
/// - Parameters:
///   - input: [batch, height, width, channels].
///   - kernel: [height, width, channels / groups, output channels].
///   - bias: [output channels]; none by default.
///   - geometry: made from both shapes. Shapes that do not agree with it trap.
///   - activation: applied to the output; none by default.
///   - algorithm: the engine's choice by default.
/// - Returns: [batch, output height, output width, output channels].
public func convolution(
  _ input: Tensor, _ kernel: Tensor, bias: Tensor? = nil, _ geometry: Conv2DGeometry,
  activation: FusedActivation = .identity, algorithm: ConvolutionAlgorithm = .automatic
) -> Tensor {
  check("convolution", "input", input, geometry.inputShape)
  check("convolution", "kernel", kernel, geometry.kernelShape)
  if let bias { check("convolution", "bias", bias, [geometry.outputChannels]) }
  let epilogue = Epilogue(bias: bias, activation: activation)
  switch algorithm.resolved(for: geometry, .forward, kernel) {
  case .direct: return Direct(geometry).forward(input, kernel, epilogue)
  case .winograd: return Winograd(geometry).forward(input, kernel, epilogue)
  case .pointwise: return Pointwise(geometry).forward(input, kernel, epilogue)
  case .depthwise: return Depthwise(geometry).forward(input, kernel, epilogue)
  case .im2col, .automatic: return Im2col(geometry).forward(input, kernel, epilogue)
  }
}

/// The gradient of `convolution` with respect to its input, from that of its output.
///
/// - Parameters:
///   - outputGradient: [batch, output height, output width, output channels].
///   - kernel: [height, width, channels / groups, output channels].
///   - geometry: that of the forward pass.
///   - algorithm: the engine's choice by default.
/// - Returns: [batch, height, width, channels].
public func convolutionInputGradient(
  _ outputGradient: Tensor, _ kernel: Tensor, _ geometry: Conv2DGeometry,
  algorithm: ConvolutionAlgorithm = .automatic
) -> Tensor {
  check("convolutionInputGradient", "output gradient", outputGradient, geometry.outputShape)
  check("convolutionInputGradient", "kernel", kernel, geometry.kernelShape)
  switch algorithm.resolved(for: geometry, .inputGradient, kernel) {
  case .direct: return Direct(geometry).inputGradient(outputGradient, kernel)
  case .winograd: return Winograd(geometry).inputGradient(outputGradient, kernel)
  case .pointwise: return Pointwise(geometry).inputGradient(outputGradient, kernel)
  case .depthwise: return Depthwise(geometry).inputGradient(outputGradient, kernel)
  case .im2col, .automatic: return Im2col(geometry).inputGradient(outputGradient, kernel)
  }
}

/// The gradient of `convolution` with respect to its kernel, from that of its output.
///
/// - Parameters:
///   - input: [batch, height, width, channels].
///   - outputGradient: [batch, output height, output width, output channels].
///   - geometry: that of the forward pass.
///   - algorithm: the engine's choice by default.
/// - Returns: [height, width, channels / groups, output channels].
public func convolutionWeightGradient(
  _ input: Tensor, _ outputGradient: Tensor, _ geometry: Conv2DGeometry,
  algorithm: ConvolutionAlgorithm = .automatic
) -> Tensor {
  check("convolutionWeightGradient", "input", input, geometry.inputShape)
  check("convolutionWeightGradient", "output gradient", outputGradient, geometry.outputShape)
  switch algorithm.resolved(for: geometry, .weightGradient) {
  case .direct: return Direct(geometry).weightGradient(input, outputGradient)
  case .winograd: return Winograd(geometry).weightGradient(input, outputGradient)
  case .pointwise: return Pointwise(geometry).weightGradient(input, outputGradient)
  case .depthwise: return Depthwise(geometry).weightGradient(input, outputGradient)
  case .im2col, .automatic: return Im2col(geometry).weightGradient(input, outputGradient)
  }
}

/// Traps with both shapes whole when a tensor is not what the geometry says.
func check(_ operation: String, _ argument: String, _ tensor: Tensor, _ expected: Shape) {
  require(
    tensor.shape == expected,
    "\(operation): \(argument) of shape \(expected) expected, received \(tensor.shape)")
}
