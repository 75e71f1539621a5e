import FoveaTensor

/// One geometry of the table that convolution and pooling are tested over.
public struct WindowCase: Sendable, CustomStringConvertible {
  /// Images.
  public var batch = 2
  /// Height and width of the image.
  public var size: IntPair = [5, 7]
  /// Input channels of a group.
  public var inputs = 3
  /// Output channels of a group.
  public var outputs = 2
  /// Groups of channels.
  public var groups = 1
  /// Height and width of the kernel.
  public var kernel: IntPair = [3, 2]
  /// Steps of the window.
  public var stride: IntPair = 1
  /// Zeros around the image.
  public var padding: Padding = .narrow
  /// Distances between taps.
  public var dilation: IntPair = 1

  /// The case as text, with all that is needed to write it down as a corner.
  public var description: String {
    "\(batch)x\(size)x\(inputs) to \(outputs), groups \(groups), kernel \(kernel), "
      + "stride \(stride), padding \(padding), dilation \(dilation)"
  }

  /// The convolution of the case; a rest of the image may stay uncovered.
  public func convolution() throws -> Conv2DGeometry {
    try Conv2DGeometry(
      input: [batch, size.height, size.width, inputs * groups],
      kernel: [kernel.height, kernel.width, inputs, outputs * groups], stride: stride,
      padding: padding, dilation: dilation, groups: groups, policy: .floor)
  }

  /// The pooling of the case, without its dilation and outputs.
  public func pooling() throws -> Pool2DGeometry {
    try Pool2DGeometry(
      input: [batch, size.height, size.width, inputs * groups], window: kernel, stride: stride,
      padding: padding, policy: .floor)
  }
}
