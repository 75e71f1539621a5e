/// The geometry of a convolution, computed once and shared by shape checks, all three passes, every
/// algorithm, parameter and operation counts.
///
/// Input [batch, height, width, channels], kernel [height, width, channels / groups, output channels],
/// output [batch, output height, output width, output channels]. The output's depth is the number of
/// kernels; each kernel's depth is the input's (divided by the groups).
public struct Conv2DGeometry: Hashable, Sendable {
  /// Images in the batch.
  public private(set) var batch: Int
  /// The window along the height.
  public let vertical: AxisGeometry
  /// The window along the width.
  public let horizontal: AxisGeometry
  /// Channels of the input.
  public private(set) var inputChannels: Int
  /// Channels of the output: the number of kernels.
  public let outputChannels: Int
  /// Groups of channels that see only each other.
  public private(set) var groups: Int

  /// The geometry of one convolution.
  ///
  /// - Parameters:
  ///   - input: [batch, height, width, channels].
  ///   - kernel: [height, width, channels / groups, output channels].
  ///   - stride: steps of the window; 1 by default.
  ///   - padding: zeros around the input; none by default.
  ///   - dilation: distance between taps; 1 by default.
  ///   - groups: a divisor of both channel counts; 1 by default.
  ///   - policy: what to do about an uncovered rest; an error by default.
  /// - Throws: `ShapeError` saying what does not fit, with both shapes.
  public init(
    input: Shape, kernel: Shape, stride: IntPair = 1, padding: Padding = .narrow,
    dilation: IntPair = 1, groups: Int = 1, policy: FitPolicy = .strict
  ) throws {
    func refuse(_ what: String) -> ShapeError {
      ShapeError("convolution of \(input) with kernel \(kernel): \(what)")
    }
    guard input.rank == 4 else {
      throw refuse("the input is [batch, height, width, channels], found rank \(input.rank)")
    }
    guard kernel.rank == 4 else {
      throw refuse("the kernel is [height, width, inputs, outputs], found rank \(kernel.rank)")
    }
    guard groups > 0, input[3] > 0, input[3] % groups == 0, kernel[3] > 0,
      kernel[3] % groups == 0
    else {
      throw refuse(
        "groups divide both channel counts, found \(groups) for \(input[3]) and \(kernel[3])")
    }
    guard kernel[2] == input[3] / groups else {
      throw refuse(
        "kernel depth \(input[3] / groups) expected (\(input[3]) channels in \(groups) groups), "
          + "found \(kernel[2])")
    }
    func axis(_ isHeight: Bool) throws -> AxisGeometry {
      let name = isHeight ? "height" : "width"
      do {
        let axis = try AxisGeometry(
          input: input[isHeight ? 1 : 2], kernel: kernel[isHeight ? 0 : 1],
          stride: isHeight ? stride.height : stride.width, padding: padding,
          dilation: isHeight ? dilation.height : dilation.width, isHeight: isHeight, axis: name)
        return try axis.fitted(policy, axis: name)
      } catch let error as ShapeError {
        throw refuse(error.description)
      }
    }
    batch = input[0]
    vertical = try axis(true)
    horizontal = try axis(false)
    inputChannels = input[3]
    outputChannels = kernel[3]
    self.groups = groups
    // Counts of elements, weights and operations never overflow then. An empty batch counts as one.
    let images = max(batch, 1)
    let outputs = [images, vertical.output, horizontal.output]
    guard Shape.isCountable([images] + input.dimensions[1...]),
      Shape.isCountable(outputs + kernel.dimensions)
    else { throw refuse("more operations than can be counted") }
  }

  /// [batch, height, width, channels] of the input.
  public var inputShape: Shape { [batch, vertical.input, horizontal.input, inputChannels] }

  /// [height, width, channels / groups, output channels] of the kernel.
  public var kernelShape: Shape {
    [vertical.kernel, horizontal.kernel, inputChannels / groups, outputChannels]
  }

  /// [batch, height, width, channels] of the output.
  public var outputShape: Shape { [batch, vertical.output, horizontal.output, outputChannels] }

  /// Places of the window in one image.
  public var outputPixels: Int { vertical.output * horizontal.output }

  /// Elements under one window in one group: the K of the GEMM.
  public var patchSize: Int { vertical.kernel * horizontal.kernel * inputChannels / groups }

  /// Weights, without biases.
  public var weightCount: Int { patchSize * outputChannels }

  /// Multiply-adds of the direct algorithm over the whole batch; two operations each.
  public var multiplyAdds: Int { batch * outputPixels * patchSize * outputChannels }

  /// The same convolution of another number of images, up to this one's.
  func with(batch: Int) -> Conv2DGeometry {
    var part = self
    part.batch = batch
    return part
  }

  /// A geometry of single channels with each input channel repeated for each of its kernels.
  var repeatingChannels: Conv2DGeometry {
    var repeated = self
    repeated.inputChannels = outputChannels
    repeated.groups = outputChannels
    return repeated
  }
}
