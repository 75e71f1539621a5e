import FoveaKernels

/// Convolution of sequences: a time series is a grid of one dimension.
///
/// Input [batch, length, input channels], output [batch, length, output channels]. Computed as a
/// convolution of images of height 1.
public final class Conv1D: Layer {
  package let inner: Conv2D

  /// A layer of ready kernels and biases.
  ///
  /// - Parameters:
  ///   - weight: [length, input channels / groups, output channels].
  ///   - bias: [output channels]; none by default.
  ///   - stride: step of the window; 1 by default.
  ///   - padding: zeros before and after the sequence; none by default. Given as pairs, the width counts.
  ///   - dilation: distance between taps; 1 by default.
  ///   - groups: groups of channels that see only each other; 1 by default.
  ///   - policy: an uncovered rest of the input is an error by default.
  public init(
    weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Padding = .narrow,
    dilation: Int = 1, groups: Int = 1, policy: FitPolicy = .strict
  ) {
    require(
      weight.rank == 3,
      "Conv1D: weight [length, inputs, outputs] expected, received \(weight.shape)")
    let s = weight.shape
    inner = Conv2D(
      weight: weight.reshaped(1, s[0], s[1], s[2]), bias: bias, stride: IntPair(1, stride),
      padding: Conv1D.flat(padding), dilation: IntPair(1, dilation), groups: groups,
      policy: policy)
  }

  /// A layer to be trained; the defaults are those of `Conv2D`.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSize: Int, stride: Int = 1,
    padding: Padding = .narrow, dilation: Int = 1, groups: Int = 1, policy: FitPolicy = .strict,
    bias: Bool = true, initializer: Initializer = .xavierUniform, random: inout RandomSource
  ) {
    inner = Conv2D(
      inputChannels: inputChannels, outputChannels: outputChannels,
      kernelSize: IntPair(1, kernelSize), stride: IntPair(1, stride),
      padding: Conv1D.flat(padding), dilation: IntPair(1, dilation), groups: groups,
      policy: policy, bias: bias, initializer: initializer, random: &random)
  }

  /// The kernels, [1, length, input channels / groups, output channels].
  public var weight: Parameter { inner.weight }
  /// The biases, [output channels]; nil for none.
  public var bias: Parameter? { inner.bias }
  /// Kernels, and biases if there are any.
  public var members: [Member] { inner.members }
  /// Kernel size, stride and what else is not the default.
  public var hyperparameters: String { inner.hyperparameters }

  /// The activation maps before any nonlinearity.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let image = orStop { try Conv1D.image(input.shape, "Conv1D") }
    let y = inner(input.reshaped(image[0], 1, image[2], image[3]), mode)
    return y.reshaped(y.shape[0], y.shape[2], y.shape[3])
  }

  /// [batch, output length, output channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let geometry = try trace.naming(self) {
      try inner.geometry(for: Conv1D.image(input, "Conv1D"))
    }
    let output = geometry.outputShape
    return trace.record(
      self, from: input, to: [output[0], output[2], output[3]],
      multiplyAdds: geometry.multiplyAdds)
  }

  /// [batch, length, channels] as images of height 1.
  static func image(_ input: Shape, _ layer: String) throws -> Shape {
    guard input.rank == 3 else {
      throw ShapeError("\(layer): [batch, length, channels] expected, found \(input)")
    }
    return [input[0], 1, input[1], input[2]]
  }

  /// The padding for images of height 1: none above or below.
  static func flat(_ padding: Padding) -> Padding {
    switch padding {
    case .narrow, .same, .full: padding
    case .zeros(let n): .zeros(IntPair(0, n.width))
    case .sides(_, _, let left, let right): .sides(top: 0, bottom: 0, left: left, right: right)
    }
  }
}
