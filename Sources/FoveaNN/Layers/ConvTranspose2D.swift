import FoveaKernels

/// The transposed convolution: each input spreads a kernel over a window of the output, so images grow.
///
/// Input [batch, height, width, input channels], output [batch, (height - 1) * stride - 2 * padding +
/// dilation * (kernel - 1) + 1 + output padding, ..., output channels]. Its forward pass is the input gradient
/// of a convolution, and the kernel has that convolution's shape.
///
/// Source: Zeiler et al. (2010), as deconvolution.
public final class ConvTranspose2D: Layer {
  /// The kernels, [height, width, output channels / groups, input channels].
  public let weight: Parameter
  /// The biases, [output channels]; nil for none.
  public let bias: Parameter?
  /// Places from one input's window to the next.
  public let stride: IntPair
  /// Places that are cut off around the output.
  public let padding: Padding
  /// Further places after the output's end.
  public let outputPadding: IntPair
  /// Distance between taps.
  public let dilation: IntPair
  /// Groups of channels that see only each other.
  public let groups: Int

  private init(
    _ weight: Parameter, _ bias: Tensor?, _ stride: IntPair, _ padding: Padding,
    _ outputPadding: IntPair, _ dilation: IntPair, _ groups: Int
  ) {
    self.weight = weight
    self.bias = bias.map { Parameter($0, isPenalized: false) }
    self.stride = stride
    self.padding = padding
    self.outputPadding = outputPadding
    self.dilation = dilation
    self.groups = groups
  }

  /// A layer of ready kernels and biases; see the other initialiser for the defaults.
  public convenience init(
    weight: Tensor, bias: Tensor? = nil, stride: IntPair = 1, padding: Padding = .narrow,
    outputPadding: IntPair = 0, dilation: IntPair = 1, groups: Int = 1
  ) {
    require(
      weight.rank == 4 && groups > 0,
      "ConvTranspose2D: weight [height, width, outputs, inputs] expected, received \(weight.shape)")
    let outputs = weight.shape[2] * groups
    require(
      bias.map { $0.shape == [outputs] } ?? true,
      "ConvTranspose2D: bias of shape [\(outputs)] expected, received \(bias?.shape ?? [])")
    self.init(Parameter(weight), bias, stride, padding, outputPadding, dilation, groups)
  }

  /// A layer to be trained.
  ///
  /// - Parameters:
  ///   - inputChannels: channels of the input.
  ///   - outputChannels: channels of the output.
  ///   - kernelSize: height and width of a kernel.
  ///   - stride: how many times larger the output is, about; 1 by default.
  ///   - padding: places cut off around the output; none by default. `.same` gives exactly stride times the
  ///     input.
  ///   - outputPadding: further places after the end, below the stride; 0 by default.
  ///   - dilation: distance between taps; 1 by default.
  ///   - groups: groups of channels that see only each other; 1 by default.
  ///   - bias: whether there is one; true by default.
  ///   - initializer: of the kernels; Xavier uniform by default. Biases start at zero.
  ///   - random: where the initial weights come from.
  public convenience init(
    inputChannels: Int, outputChannels: Int, kernelSize: IntPair, stride: IntPair = 1,
    padding: Padding = .narrow, outputPadding: IntPair = 0, dilation: IntPair = 1,
    groups: Int = 1, bias: Bool = true, initializer: Initializer = .xavierUniform,
    random: inout RandomSource
  ) {
    require(
      groups > 0 && inputChannels % groups == 0 && outputChannels % groups == 0,
      "ConvTranspose2D: groups that divide \(inputChannels) and \(outputChannels) expected, "
        + "received \(groups)")
    // An output sums over the windows that cover it: a stride-th of the kernel along each axis.
    let window = kernelSize.height * kernelSize.width
    let covering = max(1, window / max(1, stride.height * stride.width))
    let weight = initializer.parameter(
      [kernelSize.height, kernelSize.width, outputChannels / groups, inputChannels],
      fanIn: covering * inputChannels / groups, fanOut: window * outputChannels / groups, &random)
    self.init(
      weight, bias ? .zeros([outputChannels]) : nil, stride, padding, outputPadding, dilation,
      groups)
  }

  /// The way back of a convolution, with its very kernels: tied weights, which are trained and saved once.
  ///
  /// - Parameters:
  ///   - convolution: whose kernels, stride, padding, dilation and groups are taken.
  ///   - outputPadding: places that the convolution left uncovered; 0 by default.
  ///   - bias: whether there is one, of its own; true by default.
  public convenience init(
    tiedTo convolution: Conv2D, outputPadding: IntPair = 0, bias: Bool = true
  ) {
    let outputs = convolution.weight.shape[2] * convolution.groups
    self.init(
      convolution.weight, bias ? .zeros([outputs]) : nil, convolution.stride,
      convolution.padding, outputPadding, convolution.dilation, convolution.groups)
  }

  /// Kernels, and biases if there are any.
  public var members: [Member] {
    [.parameter("weight", weight)] + (bias.map { [.parameter("bias", $0)] } ?? [])
  }

  /// Kernel size, stride and what else is not the default.
  public var hyperparameters: String {
    var parts = ["kernel \(weight.shape[0])x\(weight.shape[1])", "stride \(stride)"]
    if padding != .narrow { parts.append("padding \(padding)") }
    if outputPadding != 0 { parts.append("output padding \(outputPadding)") }
    if dilation != 1 { parts.append("dilation \(dilation)") }
    if groups != 1 { parts.append("groups \(groups)") }
    return parts.joined(separator: ", ")
  }

  /// The larger maps before any nonlinearity. Traps on a shape that `outputShape` refuses.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    input.transposedConvolution(
      weight.variable, bias: bias?.variable, orStop { try geometry(for: input.shape) })
  }

  /// [batch, output height, output width, output channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let geometry = try trace.naming(self) { try self.geometry(for: input) }
    return trace.record(
      self, from: input, to: geometry.inputShape, multiplyAdds: geometry.multiplyAdds)
  }

  private func geometry(for input: Shape) throws -> Conv2DGeometry {
    try Conv2DGeometry(
      transposing: input, kernel: weight.shape, stride: stride, padding: padding,
      outputPadding: outputPadding, dilation: dilation, groups: groups)
  }
}
