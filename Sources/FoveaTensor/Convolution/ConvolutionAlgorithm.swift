/// The ways to compute a convolution. All give the same result up to rounding.
public enum ConvolutionAlgorithm: String, CaseIterable, Hashable, Sendable {
  /// The engine's choice by geometry.
  case automatic
  /// Patches as rows of a matrix, tile by tile, times the kernel: works for every geometry.
  case im2col
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
