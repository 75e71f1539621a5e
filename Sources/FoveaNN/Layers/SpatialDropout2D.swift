import FoveaKernels

/// Dropout of whole channels: in training each channel of each image is zero with probability p, the others are
/// scaled by 1 / (1 - p).
///
/// Neighbouring pixels of a map say nearly the same, so that dropping single ones takes little away. Works on
/// [batch, ..., channels] of any rank.
///
/// Source: Tompson et al. (2015), section 3.2.
public final class SpatialDropout2D: ElementwiseLayer {
  /// The probability of dropping a channel.
  public let probability: Scalar

  /// A layer that drops with probability `p`, 0 <= p < 1; 0.5 by default, as `Dropout`.
  public init(p: Scalar = 0.5) {
    require(p >= 0 && p < 1, "SpatialDropout2D: a probability in 0 ..< 1 expected, received \(p)")
    probability = p
  }

  /// The probability.
  public var hyperparameters: String { "p \(probability)" }

  /// The input with channels dropped in training, the input itself in inference.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    guard case .training(let stream) = mode, probability > 0 else { return input }
    let shape = input.shape
    require(
      shape.rank >= 2, "SpatialDropout2D: [batch, ..., channels] expected, received \(shape)")
    var random = stream.next()
    var extents = [Int](repeating: 1, count: shape.rank)
    (extents[0], extents[shape.rank - 1]) = (shape[0], shape[-1])
    let mask = Tensor(
      bernoulli: 1 - probability, scale: 1 / (1 - probability), Shape(extents), using: &random)
    return input * Variable(mask)
  }
}
