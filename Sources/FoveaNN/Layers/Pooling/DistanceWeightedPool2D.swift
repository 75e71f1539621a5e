import FoveaKernels

/// The mean of each window weighted by the distance from its central pixel, as the lecture names it: a
/// convolution of each channel with a fixed kernel. Has no parameters.
///
/// Weights are normalised: a picture of one brightness keeps it. With a stride it is the smoothing before
/// sub-sampling that makes a network less sensitive to small shifts (Zhang, 2019).
public final class DistanceWeightedPool2D: PoolingLayer {
  /// How weights fall with the distance.
  public let weights: PoolingWeights
  let window: PoolWindow
  private let includesPadding: Bool

  /// A layer with the given window; see `MaxPool2D` for the other defaults.
  ///
  /// - Parameters:
  ///   - window: height and width of the window.
  ///   - weights: how they fall with the distance; binomial by default.
  ///   - stride: the window by default.
  ///   - padding: none by default.
  ///   - policy: an uncovered rest of the input is an error by default.
  ///   - includingPadding: whether padding counts as zeros in the mean; false by default, so that the weights
  ///     which lie inside the image add up to 1.
  public init(
    _ window: IntPair, weights: PoolingWeights = .binomial, stride: IntPair? = nil,
    padding: Padding = .narrow, policy: FitPolicy = .strict, includingPadding: Bool = false
  ) {
    self.weights = weights
    self.window = PoolWindow(
      window: window, stride: stride ?? window, padding: padding, policy: policy)
    includesPadding = includingPadding
  }

  /// Weights, window, stride and padding.
  public var hyperparameters: String { "\(weights), \(window)" }

  /// The weighted means.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let pooling = orStop { try window.geometry(for: input.shape) }
    let kernel = weights.kernel(window.window).reshaped(
      window.window.height, window.window.width, 1, 1)
    let channels = input.shape[3]
    let y = input.convolution(
      Variable(kernel.broadcast(to: Shape(kernel.shape.dimensions.dropLast() + [channels]))),
      orStop { try geometry(for: input.shape, channels) })
    let (v, h) = (pooling.vertical, pooling.horizontal)
    // What of each window's weights counts, the same for all images and channels: where padding counts, all that
    // does not overhang.
    let image: Shape
    let places: Conv2DGeometry
    if includesPadding {
      guard pooling.overhang != 0 else { return y }
      image = [1, v.padded - pooling.overhang.height, h.padded - pooling.overhang.width, 1]
      places = orStop { try geometry(for: image, 1, padding: .narrow) }
    } else {
      guard v.padded > v.input || h.padded > h.input else { return y }
      image = [1, v.input, h.input, 1]
      places = orStop { try geometry(for: image, 1) }
    }
    return y / Variable(convolution(.ones(image), kernel, places))
  }

  /// [batch, output height, output width, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let pooling = try trace.naming(self) { try window.geometry(for: input) }
    let sums = try trace.naming(self) { try geometry(for: input, input[3]) }
    return trace.record(
      self, from: input, to: pooling.outputShape, multiplyAdds: sums.multiplyAdds)
  }

  /// Each channel by itself.
  private func geometry(
    for input: Shape, _ channels: Int, padding: Padding? = nil
  ) throws -> Conv2DGeometry {
    try Conv2DGeometry(
      input: input, kernel: [window.window.height, window.window.width, 1, channels],
      stride: window.stride, padding: padding ?? window.padding, groups: channels,
      policy: window.policy)
  }
}
