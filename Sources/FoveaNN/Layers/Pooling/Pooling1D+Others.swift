// The lecture's "many others" for sequences.

/// The p-norm of each window of a sequence; see `LpPool2D`.
public final class LpPool1D: SequencePool {
  package let inner: any Layer

  /// A layer with the given window; see `LpPool2D` for the defaults.
  public init(
    _ window: Int, p: Scalar = 2, stride: Int? = nil, padding: Padding = .narrow,
    policy: FitPolicy = .strict
  ) {
    inner = LpPool2D(
      IntPair(1, window), p: p, stride: IntPair(1, stride ?? window),
      padding: Conv1D.flat(padding), policy: policy)
  }
}

/// Maxima over a given number of windows, whatever the sequence's length; see `AdaptiveMaxPool2D`.
public final class AdaptiveMaxPool1D: SequencePool {
  package let inner: any Layer

  /// A layer with so many outputs.
  public init(_ output: Int) { inner = AdaptiveMaxPool2D(IntPair(1, output)) }
}

/// Means over a given number of windows, whatever the sequence's length; see `AdaptiveAvgPool2D`.
public final class AdaptiveAvgPool1D: SequencePool {
  package let inner: any Layer

  /// A layer with so many outputs.
  public init(_ output: Int) { inner = AdaptiveAvgPool2D(IntPair(1, output)) }
}

/// Of each window of a sequence one element by chance; see `StochasticPool2D`.
public final class StochasticPool1D: SequencePool {
  package let inner: any Layer

  /// A layer with the given window; see `MaxPool2D` for the defaults.
  public init(
    _ window: Int, stride: Int? = nil, padding: Padding = .narrow, policy: FitPolicy = .strict
  ) {
    inner = StochasticPool2D(
      IntPair(1, window), stride: IntPair(1, stride ?? window), padding: Conv1D.flat(padding),
      policy: policy)
  }
}

/// The mean of each window of a sequence weighted by distance; see `DistanceWeightedPool2D`.
public final class DistanceWeightedPool1D: SequencePool {
  package let inner: any Layer

  /// A layer with the given window; see `DistanceWeightedPool2D` for the defaults.
  public init(
    _ window: Int, weights: PoolingWeights = .binomial, stride: Int? = nil,
    padding: Padding = .narrow, policy: FitPolicy = .strict, includingPadding: Bool = false
  ) {
    inner = DistanceWeightedPool2D(
      IntPair(1, window), weights: weights, stride: IntPair(1, stride ?? window),
      padding: Conv1D.flat(padding), policy: policy, includingPadding: includingPadding)
  }
}
