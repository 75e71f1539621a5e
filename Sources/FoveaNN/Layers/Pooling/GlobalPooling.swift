/// The mean of each channel over the whole grid: [batch, ..., channels] to [batch, channels].
public final class GlobalAvgPool: PoolingLayer {
  /// The layer; there is nothing to choose.
  public init() {}

  /// The means.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let (image, shape) = orStop { try globalShapes(input.shape) }
    let pooled = input.reshaped(image.dimensions).averagePool(
      orStop { try .global(input: image) })
    return pooled.reshaped(shape.dimensions)
  }

  /// [batch, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let shape = try trace.naming(self) { try globalShapes(input).output }
    return trace.record(self, from: input, to: shape)
  }
}

/// The largest value of each channel over the whole grid: [batch, ..., channels] to [batch, channels].
public final class GlobalMaxPool: PoolingLayer {
  /// The layer; there is nothing to choose.
  public init() {}

  /// The maxima.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let (image, shape) = orStop { try globalShapes(input.shape) }
    let pooled = input.reshaped(image.dimensions).maxPool(orStop { try .global(input: image) })
    return pooled.reshaped(shape.dimensions)
  }

  /// [batch, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let shape = try trace.naming(self) { try globalShapes(input).output }
    return trace.record(self, from: input, to: shape)
  }
}

/// Images, or sequences as images of height 1, and what is left of them.
private func globalShapes(_ input: Shape) throws -> (image: Shape, output: Shape) {
  switch input.rank {
  case 3: return ([input[0], 1, input[1], input[2]], [input[0], input[2]])
  case 4: return (input, [input[0], input[3]])
  default:
    throw ShapeError(
      "[batch, height, width, channels] or [batch, length, channels] expected, found \(input)")
  }
}
