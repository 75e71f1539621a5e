import FoveaKernels

/// Sets each element to zero with probability p while training, and scales the others by 1 / (1 - p), so
/// that inference needs no scaling ("inverted dropout").
///
/// Source: Srivastava et al. (2014).
public final class Dropout: ElementwiseLayer {
  /// The probability of dropping an element.
  public let probability: Scalar

  /// A layer that drops with probability `p`, 0 <= p < 1; 0.5 by default, the lecture's common choice.
  public init(p: Scalar = 0.5) {
    require(p >= 0 && p < 1, "Dropout: a probability in 0 ..< 1 expected, received \(p)")
    probability = p
  }

  /// The probability.
  public var hyperparameters: String { "p \(probability)" }

  /// The input with elements dropped in training, the input itself in inference.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    guard case .training(let stream) = mode, probability > 0 else { return input }
    var random = stream.next()
    let (kept, mask) = input.value.masked(
      bernoulli: 1 - probability, scale: 1 / (1 - probability), using: &random)
    return record(kept, from: input, operation: "dropout") { g in [g * mask] }
  }
}
