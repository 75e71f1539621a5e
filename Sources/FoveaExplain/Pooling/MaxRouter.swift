import FoveaTensor

/// Max pooling as a router: forward it notes which input was the largest of each window, its switches; backward each
/// output's gradient goes to that input alone (rows N1 and N2).
public struct MaxRouter: Sendable {
  /// The input, [height, width].
  public let input: Tensor
  /// The windows.
  public let geometry: Pool2DGeometry
  /// The maxima, [rows, columns].
  public let output: Tensor
  /// For each output the place of its maximum, row and column in the input. The first of equals wins.
  public let switches: [IntPair]
  /// The gradient that comes from above, as the output.
  public let outputGradient: Tensor
  /// The gradient that is passed on, as the input: sums where windows that overlap chose the same input.
  public let inputGradient: Tensor

  /// The numbers that are shown without others: two equal ones in the last window.
  public static let example = Tensor(
    [4, 4],
    [
      1, 3, 2, 1,
      4, 2, 1, 5,
      0, 1, 6, 2,
      2, 1, 3, 6,
    ])

  /// Pools and goes back.
  ///
  /// - Parameters:
  ///   - input: [height, width]; `example` by default.
  ///   - window: extent of the windows; 2 by default.
  ///   - stride: their steps; 2 by default. Smaller than the window they overlap.
  ///   - outputGradient: as the output; 1, 2, 3 ... by default, so that one sees what went where.
  /// - Throws: `ShapeError` when the window is larger than the input, or the gradient is of another shape.
  public init(
    input: Tensor = example, window: Int = 2, stride: Int = 2, outputGradient: Tensor? = nil
  ) throws {
    geometry = try Pool2DGeometry(
      input: input.asImage.shape, window: IntPair(window), stride: IntPair(stride), policy: .floor)
    let shape: Shape = [geometry.vertical.output, geometry.horizontal.output]
    let pooled = maxPool(input.asImage, geometry)
    let gradient =
      outputGradient ?? Tensor(shape, (1...shape.count).map { Scalar($0) })
    guard gradient.shape == shape else {
      throw ShapeError(
        "a gradient of the output's shape \(shape) expected, found \(gradient.shape)")
    }
    let width = input.shape[1]
    self.input = input
    output = pooled.values.reshaped(to: shape)
    switches = pooled.switches.map { IntPair(Int($0) / width, Int($0) % width) }
    self.outputGradient = gradient
    inputGradient = maxPoolInputGradient(
      gradient.asImage, switches: pooled.switches, geometry
    ).reshaped(to: input.shape)
  }
}
