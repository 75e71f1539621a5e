/// The lecture's complete layer: convolution, then the detector (a nonlinearity), then pooling, if any.
///
/// A summary shows its parts together. A ReLU as detector is computed in the convolution's last step.
public final class ConvStage: Chain {
  /// The first stage: several convolutions in parallel.
  public let convolution: any Layer
  /// Batch normalisation, say, between convolution and detector; nil for none.
  public let normalization: (any Layer)?
  /// The second stage: each linear activation through a nonlinearity.
  public let detector: any Layer
  /// The third stage: a summary of neighbourhoods; nil for none, as it is optional after each convolution.
  public let pooling: (any PoolingLayer)?

  /// A stage of the given layers.
  ///
  /// - Parameters:
  ///   - convolution: the first stage.
  ///   - normalization: between it and the detector; none by default.
  ///   - detector: ReLU by default.
  ///   - pooling: none by default.
  public init(
    _ convolution: any Layer, normalization: (any Layer)? = nil, detector: any Layer = ReLU(),
    pooling: (any PoolingLayer)? = nil
  ) {
    self.convolution = convolution
    self.normalization = normalization
    self.detector = detector
    self.pooling = pooling
  }

  /// The stages, by name.
  public var members: [Member] {
    [.layer("convolution", convolution)]
      + (normalization.map { [.layer("normalization", $0)] } ?? [])
      + [.layer("detector", detector)] + (pooling.map { [.layer("pooling", $0)] } ?? [])
  }

  /// The stages, in order.
  public var layers: [any Layer] {
    [convolution] + (normalization.map { [$0] } ?? []) + [detector]
      + (pooling.map { [$0] } ?? [])
  }
}
