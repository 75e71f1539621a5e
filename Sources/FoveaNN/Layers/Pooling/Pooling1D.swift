/// The largest value of each window of a sequence, [batch, length, channels].
public final class MaxPool1D: PoolingLayer {
  private let inner: MaxPool2D

  /// A layer with the given window; see `MaxPool2D` for the defaults.
  public init(
    _ window: Int, stride: Int? = nil, padding: Padding = .narrow, policy: FitPolicy = .strict
  ) {
    inner = MaxPool2D(
      IntPair(1, window), stride: IntPair(1, stride ?? window), padding: Conv1D.flat(padding),
      policy: policy)
  }

  /// Window, stride and padding.
  public var hyperparameters: String { inner.hyperparameters }

  /// The maxima.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    input.asImages(kind) { inner($0, mode) }
  }

  /// [batch, output length, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try sequenceShape(of: self, inner, input, &trace)
  }
}

/// The mean of each window of a sequence, [batch, length, channels].
public final class AvgPool1D: PoolingLayer {
  private let inner: AvgPool2D

  /// A layer with the given window; see `AvgPool2D` for the defaults.
  public init(
    _ window: Int, stride: Int? = nil, padding: Padding = .narrow, policy: FitPolicy = .strict,
    includingPadding: Bool = true
  ) {
    inner = AvgPool2D(
      IntPair(1, window), stride: IntPair(1, stride ?? window), padding: Conv1D.flat(padding),
      policy: policy, includingPadding: includingPadding)
  }

  /// Window, stride and padding.
  public var hyperparameters: String { inner.hyperparameters }

  /// The means.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    input.asImages(kind) { inner($0, mode) }
  }

  /// [batch, output length, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try sequenceShape(of: self, inner, input, &trace)
  }
}

extension Variable {
  /// Hands sequences to a layer as images of height 1.
  func asImages(_ kind: String, _ layer: (Variable) -> Variable) -> Variable {
    let image = orStop { try Conv1D.image(shape, kind) }
    let y = layer(reshaped(image[0], 1, image[2], image[3]))
    return y.reshaped(y.shape[0], y.shape[2], y.shape[3])
  }
}

func sequenceShape(
  of layer: any Layer, _ inner: any Layer, _ input: Shape, _ trace: inout Trace
) throws -> Shape {
  let output = try trace.naming(layer) {
    try inner.outputShape(for: Conv1D.image(input, layer.kind))
  }
  return trace.record(layer, from: input, to: [output[0], output[2], output[3]])
}
