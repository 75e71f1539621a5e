import FoveaKernels

/// Convolution of images, with a bias for each kernel.
///
/// Input [batch, height, width, input channels], output [batch, height, width, output channels]. Has
/// (kernel height * kernel width * input channels / groups + 1) * output channels parameters.
public final class Conv2D: Layer {
  /// The kernels, [height, width, input channels / groups, output channels].
  public let weight: Parameter
  /// The biases, [output channels]; nil for none.
  public let bias: Parameter?
  /// Steps of the window.
  public let stride: IntPair
  /// Zeros around the input.
  public let padding: Padding
  /// Distance between taps.
  public let dilation: IntPair
  /// Groups of channels that see only each other.
  public let groups: Int
  /// What to do about an uncovered rest of the input.
  public let policy: FitPolicy
  /// How it is computed.
  public let algorithm: ConvolutionAlgorithm

  /// A layer of ready kernels and biases; see the other initialiser for the defaults.
  public convenience init(
    weight: Tensor, bias: Tensor? = nil, stride: IntPair = 1, padding: Padding = .narrow,
    dilation: IntPair = 1, groups: Int = 1, policy: FitPolicy = .strict,
    algorithm: ConvolutionAlgorithm = .automatic
  ) {
    require(
      weight.rank == 4,
      "Conv2D: weight [height, width, inputs, outputs] expected, received \(weight.shape)")
    require(
      bias.map { $0.shape == [weight.shape[3]] } ?? true,
      "Conv2D: bias of shape [\(weight.shape[3])] expected, received \(bias?.shape ?? [])")
    self.init(
      Parameter(weight), bias.map { Parameter($0, isPenalized: false) }, stride, padding,
      dilation, groups, policy, algorithm)
  }

  /// A layer in another place with the very parameters of `other`: shared weights, which are trained by what
  /// both places need, counted once and saved once.
  ///
  /// - Parameters:
  ///   - other: whose kernels, biases, groups, policy and algorithm are taken.
  ///   - stride: the other's by default.
  ///   - padding: the other's by default.
  ///   - dilation: the other's by default; another one sees the same pattern larger.
  public convenience init(
    sharing other: Conv2D, stride: IntPair? = nil, padding: Padding? = nil,
    dilation: IntPair? = nil
  ) {
    self.init(
      other.weight, other.bias, stride ?? other.stride, padding ?? other.padding,
      dilation ?? other.dilation, other.groups, other.policy, other.algorithm)
  }

  private init(
    _ weight: Parameter, _ bias: Parameter?, _ stride: IntPair, _ padding: Padding,
    _ dilation: IntPair, _ groups: Int, _ policy: FitPolicy, _ algorithm: ConvolutionAlgorithm
  ) {
    self.weight = weight
    self.bias = bias
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
    self.policy = policy
    self.algorithm = algorithm
  }

  /// A layer to be trained.
  ///
  /// - Parameters:
  ///   - inputChannels: channels of the input.
  ///   - outputChannels: the number of kernels.
  ///   - kernelSize: height and width of a kernel.
  ///   - stride: steps of the window; 1 by default.
  ///   - padding: zeros around the input; none by default.
  ///   - dilation: distance between taps; 1 by default.
  ///   - groups: groups of channels that see only each other; 1 by default.
  ///   - policy: an uncovered rest of the input is an error by default.
  ///   - bias: whether there is one; true by default. Batch normalisation after it makes it useless.
  ///   - initializer: of the kernels; Xavier uniform by default. Biases start at zero.
  ///   - algorithm: the engine's choice by default.
  ///   - random: where the initial weights come from.
  public convenience init(
    inputChannels: Int, outputChannels: Int, kernelSize: IntPair, stride: IntPair = 1,
    padding: Padding = .narrow, dilation: IntPair = 1, groups: Int = 1,
    policy: FitPolicy = .strict, bias: Bool = true, initializer: Initializer = .xavierUniform,
    algorithm: ConvolutionAlgorithm = .automatic, random: inout RandomSource
  ) {
    require(
      groups > 0 && inputChannels % groups == 0 && outputChannels % groups == 0,
      "Conv2D: groups that divide \(inputChannels) and \(outputChannels) expected, "
        + "received \(groups)")
    let window = kernelSize.height * kernelSize.width
    let shape: Shape = [
      kernelSize.height, kernelSize.width, inputChannels / groups, outputChannels,
    ]
    let weight = initializer.parameter(
      shape, fanIn: window * inputChannels / groups, fanOut: window * outputChannels / groups,
      &random)
    self.init(
      weight, bias ? Parameter(.zeros([outputChannels]), isPenalized: false) : nil, stride,
      padding, dilation, groups, policy, algorithm)
  }

  /// Kernels, and biases if there are any.
  public var members: [Member] {
    [.parameter("weight", weight)] + (bias.map { [.parameter("bias", $0)] } ?? [])
  }

  /// Kernel size, stride and what else is not the default.
  public var hyperparameters: String {
    var parts = ["kernel \(weight.shape[0])x\(weight.shape[1])", "stride \(stride)"]
    if padding != .narrow { parts.append("padding \(padding)") }
    if dilation != 1 { parts.append("dilation \(dilation)") }
    if groups != 1 { parts.append("groups \(groups)") }
    return parts.joined(separator: ", ")
  }

  /// The geometry for an input of the given shape.
  public func geometry(for input: Shape) throws -> Conv2DGeometry {
    try Conv2DGeometry(
      input: input, kernel: weight.shape, stride: stride, padding: padding,
      dilation: dilation, groups: groups, policy: policy)
  }

  /// The activation maps before any nonlinearity. Traps on a shape that `outputShape` refuses.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    self(input, mode, activation: .identity)
  }

  func callAsFunction(
    _ input: Variable, _ mode: Mode, activation: FusedActivation
  ) -> Variable {
    let geometry = orStop { try self.geometry(for: input.shape) }
    return input.convolution(
      weight.variable, bias: bias?.variable, geometry, activation: activation,
      algorithm: algorithm)
  }

  /// The largest value of each of `pool`'s windows over max(0, the activation maps), as one operation.
  func callAsFunction(_ input: Variable, rectifiedAndPooledBy pool: MaxPool2D) -> Variable {
    let geometry = orStop { try self.geometry(for: input.shape) }
    let windows = orStop { try pool.geometry(for: geometry.outputShape) }
    return input.convolution(
      weight.variable, bias: bias?.variable, geometry, rectifiedAndPooledBy: windows,
      algorithm: algorithm)
  }

  /// [batch, output height, output width, output channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let geometry = try trace.naming(self) { try self.geometry(for: input) }
    return trace.record(
      self, from: input, to: geometry.outputShape, multiplyAdds: geometry.multiplyAdds)
  }
}

/// The value, or a stop with the error's text: for shapes that were to be checked before.
func orStop<R>(_ body: () throws -> R) -> R {
  do { return try body() } catch { stop("\(error)") }
}
