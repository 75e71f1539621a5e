import FoveaKernels

/// A bound on gradients, before penalties are added: one picture that the network gets wrong by far cannot
/// throw the weights off then.
///
/// Source: Goodfellow et al. (2016), 10.11.1; Pascanu et al. (2013) for the norm.
public enum GradientClipping: Hashable, Sendable {
  /// Gradients as they are.
  case none
  /// Every element within plus and minus this, above 0. Changes the step's direction.
  case value(Scalar)
  /// All gradients together are no longer than this, above 0: else they are multiplied by this over their
  /// norm. Keeps the step's direction.
  case norm(Scalar)

  /// The factor and the bound of elements that clip these gradients.
  func terms(_ gradients: some Sequence<Tensor>) -> (scale: Scalar, limit: Scalar) {
    switch self {
    case .none: return (1, .infinity)
    case .value(let limit):
      require(limit > 0, "GradientClipping: a value above 0 expected, received \(limit)")
      return (1, limit)
    case .norm(let limit):
      require(limit > 0, "GradientClipping: a norm above 0 expected, received \(limit)")
      let norm = gradients.reduce(0) { $0 + $1.sumOfSquares }.squareRoot()
      // The same guard against a norm of 0 as PyTorch's, so that both give the same numbers.
      let factor = Double(limit) / (norm + 1e-6)
      // A norm that is no number stays one, to be found.
      return (Scalar(factor < 1 || factor.isNaN ? factor : 1), .infinity)
    }
  }
}
