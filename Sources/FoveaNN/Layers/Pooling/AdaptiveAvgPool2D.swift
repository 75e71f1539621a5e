import FoveaKernels

/// Means over a grid of the given extents, whatever the image's: what comes after it has one size.
///
/// Along an axis of N inputs and M outputs, output i is the mean of the inputs from floor(i N / M) up to,
/// not including, ceil((i + 1) N / M): windows that overlap where M does not divide N, and that repeat
/// inputs where M > N; the same as PyTorch's `AdaptiveAvgPool2d`. Has no parameters.
public final class AdaptiveAvgPool2D: PoolingLayer {
  /// Height and width of the grid.
  public let output: IntPair

  /// A layer with a grid of the given height and width.
  public init(_ output: IntPair) {
    require(
      output.height > 0 && output.width > 0,
      "AdaptiveAvgPool2D: a grid of 1 and more expected, received \(output)")
    self.output = output
  }

  /// The grid.
  public var hyperparameters: String { "grid \(output)" }

  /// The means; the input itself when it has the grid's extents.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let shape = input.shape
    let target = orStop { try self.target(shape) }
    if shape == target { return input }
    guard shape[1] % output.height == 0, shape[2] % output.width == 0 else {
      return input.averaged(axis: 1, to: output.height).averaged(axis: 2, to: output.width)
    }
    let window = IntPair(shape[1] / output.height, shape[2] / output.width)
    return input.averagePool(orStop { try Pool2DGeometry(input: shape, window: window) })
  }

  /// [batch, grid height, grid width, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let target = try trace.naming(self) { try self.target(input) }
    return trace.record(self, from: input, to: target)
  }

  private func target(_ input: Shape) throws -> Shape {
    guard input.rank == 4, input[1] > 0, input[2] > 0 else {
      throw ShapeError("[batch, height, width, channels] with pixels expected, found \(input)")
    }
    return [input[0], output.height, output.width, input[3]]
  }
}

extension Variable {
  /// Means over `outputs` windows along one axis, which may overlap: the general case, seldom met and on
  /// small maps, from slices.
  fileprivate func averaged(axis: Int, to outputs: Int) -> Variable {
    let inputs = shape[axis]
    if inputs == outputs { return self }
    let means = (0..<outputs).map { i in
      let window = i * inputs / outputs..<((i + 1) * inputs + outputs - 1) / outputs
      return slice(axis: axis, window).mean(axes: [axis], keepingDimensions: true)
    }
    return .concatenated(means, axis: axis)
  }
}
