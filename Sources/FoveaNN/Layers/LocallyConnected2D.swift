import FoveaKernels

/// A convolution without parameter sharing: kernels and bias of its own at each place.
///
/// What the lecture compares parameter sharing with: it sees the same windows as `Conv2D` and takes as many
/// multiply-adds, but output height * output width times its parameters, and a pattern learned in one place is
/// not known in another.
public final class LocallyConnected2D: Layer {
  /// The kernels, [places, kernel height * kernel width * input channels, output channels], places in row-major
  /// order.
  public let weight: Parameter
  /// The biases, [output height, output width, output channels]; nil for none.
  public let bias: Parameter?
  /// Of one image; the batch may have any size.
  let geometry: Conv2DGeometry

  /// A layer of ready kernels and biases.
  ///
  /// - Parameters:
  ///   - weight: [places, elements of a window, output channels]; traps for another shape.
  ///   - bias: [output height, output width, output channels]; none by default.
  ///   - geometry: of the window, in one group.
  public init(weight: Tensor, bias: Tensor? = nil, geometry: Conv2DGeometry) {
    require(
      geometry.groups == 1 && weight.shape == geometry.placesShape,
      "LocallyConnected2D: weight \(geometry.placesShape) expected, received \(weight.shape)")
    let places = Shape(Array(geometry.outputShape.dimensions.dropFirst()))
    require(
      bias.map { $0.shape == places } ?? true,
      "LocallyConnected2D: bias \(places) expected, received \(bias?.shape ?? [])")
    self.weight = Parameter(weight)
    self.bias = bias.map { Parameter($0, isPenalized: false) }
    self.geometry = geometry
  }

  /// A layer to be trained; it takes images of one size alone.
  ///
  /// - Parameters:
  ///   - inputSize: height and width of the images.
  ///   - inputChannels: channels of the input.
  ///   - outputChannels: kernels at each place.
  ///   - kernelSize: height and width of a kernel.
  ///   - stride: steps of the window; 1 by default.
  ///   - padding: zeros around the input; none by default.
  ///   - policy: an uncovered rest of the input is an error by default.
  ///   - bias: whether there is one; true by default.
  ///   - initializer: of the kernels; Xavier uniform by default. Biases start at zero.
  ///   - random: where the initial weights come from.
  /// - Throws: `ShapeError` when the window does not fit.
  public init(
    inputSize: IntPair, inputChannels: Int, outputChannels: Int, kernelSize: IntPair,
    stride: IntPair = 1, padding: Padding = .narrow, policy: FitPolicy = .strict,
    bias: Bool = true, initializer: Initializer = .xavierUniform, random: inout RandomSource
  ) throws {
    let geometry = try Conv2DGeometry(
      input: [1, inputSize.height, inputSize.width, inputChannels],
      kernel: [kernelSize.height, kernelSize.width, inputChannels, outputChannels],
      stride: stride, padding: padding, policy: policy)
    weight = initializer.parameter(
      geometry.placesShape, fanIn: geometry.patchSize,
      fanOut: kernelSize.height * kernelSize.width * outputChannels, &random)
    let places = Shape(Array(geometry.outputShape.dimensions.dropFirst()))
    self.bias = bias ? Parameter(.zeros(places), isPenalized: false) : nil
    self.geometry = geometry
  }

  /// Kernels, and biases if there are any.
  public var members: [Member] {
    [.parameter("weight", weight)] + (bias.map { [.parameter("bias", $0)] } ?? [])
  }

  /// Kernel size, stride and padding.
  public var hyperparameters: String {
    let (v, h) = (geometry.vertical, geometry.horizontal)
    let padding = [v.paddingBefore, v.paddingAfter, h.paddingBefore, h.paddingAfter]
    return "kernel \(v.kernel)x\(h.kernel), stride \(v.stride)x\(h.stride)"
      + (padding == [0, 0, 0, 0]
        ? "" : ", padding \(padding[0])+\(padding[1])x\(padding[2])+\(padding[3])")
  }

  /// The activation maps before any nonlinearity. Traps on a shape that `outputShape` refuses.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let y = input.locallyConnected(
      weight.variable, orStop { try geometry.with(input: input.shape) })
    return bias.map { y + $0.variable } ?? y
  }

  /// [batch, output height, output width, output channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let geometry = try trace.naming(self) { try self.geometry.with(input: input) }
    return trace.record(
      self, from: input, to: geometry.outputShape, multiplyAdds: geometry.multiplyAdds)
  }
}

extension Conv2DGeometry {
  /// The same window over a batch of images of the same size.
  fileprivate func with(input: Shape) throws -> Conv2DGeometry {
    let image = Shape(Array(inputShape.dimensions.dropFirst()))
    guard input.rank == 4, Array(input.dimensions.dropFirst()) == image.dimensions else {
      throw ShapeError(
        "[batch, \(image[0]), \(image[1]), \(image[2])] expected, as each place has kernels of its "
          + "own, found \(input)")
    }
    return try Conv2DGeometry(
      input: input, kernel: kernelShape, stride: IntPair(vertical.stride, horizontal.stride),
      padding: .sides(
        top: vertical.paddingBefore, bottom: vertical.paddingAfter,
        left: horizontal.paddingBefore, right: horizontal.paddingAfter), policy: .floor)
  }
}
