import FoveaKernels

/// Maxima over a grid of the given extents, whatever the image's; the windows are those of
/// `AdaptiveAvgPool2D`. Has no parameters.
public final class AdaptiveMaxPool2D: PoolingLayer {
  /// Height and width of the grid.
  public let output: IntPair

  /// A layer with a grid of the given height and width.
  public init(_ output: IntPair) {
    require(
      output.height > 0 && output.width > 0,
      "AdaptiveMaxPool2D: a grid of 1 and more expected, received \(output)")
    self.output = output
  }

  /// The grid.
  public var hyperparameters: String { "grid \(output)" }

  /// The maxima.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    input.maxPool(orStop { try .adaptive(input: input.shape, output: output) })
  }

  /// [batch, grid height, grid width, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let regions = try trace.naming(self) {
      try PoolRegions.adaptive(input: input, output: output)
    }
    return trace.record(self, from: input, to: regions.outputShape)
  }
}
