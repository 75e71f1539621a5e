// Pooling of sequences, [batch, length, channels]: what is done to images, on images of height 1.

/// The largest value of each window of a sequence; see `MaxPool2D`.
public final class MaxPool1D: SequencePool {
  package let inner: any Layer

  /// A layer with the given window; see `MaxPool2D` for the defaults.
  public init(
    _ window: Int, stride: Int? = nil, padding: Padding = .narrow, policy: FitPolicy = .strict
  ) {
    inner = MaxPool2D(
      IntPair(1, window), stride: IntPair(1, stride ?? window), padding: Conv1D.flat(padding),
      policy: policy)
  }
}

/// The mean of each window of a sequence; see `AvgPool2D`.
public final class AvgPool1D: SequencePool {
  package let inner: any Layer

  /// A layer with the given window; see `AvgPool2D` for the defaults.
  public init(
    _ window: Int, stride: Int? = nil, padding: Padding = .narrow, policy: FitPolicy = .strict,
    includingPadding: Bool = true
  ) {
    inner = AvgPool2D(
      IntPair(1, window), stride: IntPair(1, stride ?? window), padding: Conv1D.flat(padding),
      policy: policy, includingPadding: includingPadding)
  }
}

/// A pooling of sequences that one of images does.
package protocol SequencePool: PoolingLayer, ReceptiveLayer {
  var inner: any Layer { get }
}

extension SequencePool {
  /// The pooling's choices; heights are 1.
  public var hyperparameters: String { inner.hyperparameters }

  /// The pooled sequences.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let image = orStop { try Conv1D.image(input.shape, kind) }
    let y = inner(input.reshaped(image[0], 1, image[2], image[3]), mode)
    return y.reshaped(y.shape[0], y.shape[2], y.shape[3])
  }

  /// [batch, output length, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let output = try trace.naming(self) {
      try inner.outputShape(for: Conv1D.image(input, kind))
    }
    return trace.record(self, from: input, to: [output[0], output[2], output[3]])
  }

  /// That of the pooling of images, along the width.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField? {
    inner.field(from: field)
  }
}
