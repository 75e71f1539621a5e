/// The ways to compute a convolution. All give the same result up to rounding.
public enum ConvolutionAlgorithm: String, CaseIterable, Hashable, Sendable {
  /// The engine's choice by geometry.
  case automatic
  /// Patches as rows of a matrix, tile by tile, times the kernel: works for every geometry.
  case im2col
  /// Patches read where they lie, times the packed kernel, in blocks of our own.
  case direct
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
  /// The algorithm that runs: this one where it can, the engine's choice for `automatic`.
  public func resolved(
    for geometry: Conv2DGeometry, _ pass: ConvolutionPass
  )
    -> ConvolutionAlgorithm
  {
    guard self != .im2col else { return .im2col }
    let direct = Direct(geometry)
    if pass == .inputGradient, !direct.hasInputGradient { return .im2col }
    return self == .direct || direct.isFaster(pass) ? .direct : .im2col
  }
}
