import FoveaKernels

/// Images made larger by a whole factor, by repeating pixels or by interpolating between them. Has no
/// parameters.
///
/// Followed by a convolution it does what a transposed convolution does, without the checkerboard that comes of
/// windows which overlap unevenly (Odena et al., 2016).
public final class Upsample2D: Layer {
  /// How many times higher and wider.
  public let scale: IntPair
  /// How new pixels are made.
  public let interpolation: Interpolation

  /// A layer with the given factors; nearest neighbours by default, which keep values as they are.
  public init(_ scale: IntPair = 2, _ interpolation: Interpolation = .nearest) {
    require(
      scale.height > 0 && scale.width > 0,
      "Upsample2D: factors of 1 or more expected, received \(scale)")
    self.scale = scale
    self.interpolation = interpolation
  }

  /// The factors, and how new pixels are made.
  public var hyperparameters: String { "scale \(scale), \(interpolation.rawValue)" }

  /// The larger images.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    _ = orStop { try output(for: input.shape) }
    return input.upsampled(scale, interpolation)
  }

  /// [batch, height * scale, width * scale, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let output = try trace.naming(self) { try self.output(for: input) }
    return trace.record(self, from: input, to: output)
  }

  private func output(for input: Shape) throws -> Shape {
    guard input.rank == 4,
      Shape.isCountable((input.dimensions + [scale.height, scale.width]).map { max(1, $0) })
    else {
      throw ShapeError("[batch, height, width, channels] expected, found \(input)")
    }
    return [input[0], input[1] * scale.height, input[2] * scale.width, input[3]]
  }
}
