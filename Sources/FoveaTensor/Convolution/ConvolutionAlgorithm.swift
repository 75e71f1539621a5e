/// The ways to compute a convolution. All give the same result up to rounding.
public enum ConvolutionAlgorithm: String, CaseIterable, Hashable, Sendable {
  /// The engine's choice by geometry: the least of the costs that `ConvolutionCost` estimates.
  case automatic
  /// Patches as rows of a matrix, tile by tile, times the kernel: works for every geometry.
  case im2col
  /// Patches read where they lie, times the packed kernel, in blocks of our own.
  case direct
  /// One matrix product over all pixels, for 1x1 kernels at stride 1 without padding.
  case pointwise
  /// Winograd's F(4x4, 3x3) and F(2x2, 5x5), for 3x3 and 5x5 kernels at stride 1 without dilation. Less exact: errors
  /// of up to 2e-5 of the largest result in single precision; an element that is not finite spoils a whole tile of
  /// 4x4 or 2x2 outputs, where the others keep it to the windows that hold it.
  case winograd
  /// Along the channels, where each has kernels of its own.
  case depthwise
}

/// The passes of a convolution in training.
public enum ConvolutionPass: String, CaseIterable, Hashable, Sendable {
  /// The output from the input and the kernel.
  case forward
  /// The input's gradient from the output's gradient and the kernel.
  case inputGradient = "input_gradient"
  /// The kernel's gradient from the input and the output's gradient.
  case weightGradient = "weight_gradient"
}

extension ConvolutionAlgorithm {
  /// Whether this algorithm can do a pass of the geometry; `automatic` always can.
  public func isPossible(for geometry: Conv2DGeometry, _ pass: ConvolutionPass) -> Bool {
    switch self {
    case .automatic, .im2col: true
    case .direct: pass != .inputGradient || GradientPhase.exist(for: geometry)
    case .pointwise: Pointwise(geometry).isPossible
    case .winograd: Winograd(geometry).isPossible
    case .depthwise: Depthwise(geometry).isPossible
    }
  }

  /// The algorithm that runs: this one where it can, the engine's choice otherwise.
  public func resolved(
    for geometry: Conv2DGeometry, _ pass: ConvolutionPass
  ) -> ConvolutionAlgorithm {
    if self != .automatic, isPossible(for: geometry, pass) { return self }
    return ConvolutionCost.cheapest(for: geometry, pass)
  }

  /// The algorithm that runs for these weights: Winograd's transforms would overflow, or vanish, for weights
  /// that are huge, denormal or not finite.
  func resolved(
    for geometry: Conv2DGeometry, _ pass: ConvolutionPass, _ kernel: Tensor
  ) -> ConvolutionAlgorithm {
    let algorithm = resolved(for: geometry, pass)
    return algorithm == .winograd && !Winograd.isSafe(for: kernel) ? .direct : algorithm
  }
}
