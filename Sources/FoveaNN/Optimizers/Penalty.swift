import FoveaKernels

/// A penalty on large weights, added to the loss: J + l1 * sum |w| + l2 * 1/2 sum w^2.
///
/// Larger factors regularise more, 0 not at all. Only weights are penalised: biases and the scales of
/// normalisation are not (`Parameter.isPenalized`).
public struct Penalty: Hashable, Sendable {
  /// The factor of the sum of magnitudes; drives weights to zero.
  public let l1: Scalar
  /// The factor of half the sum of squares, also known as weight decay.
  public let l2: Scalar

  /// A penalty with the given factors, 0 or more.
  public init(l1: Scalar = 0, l2: Scalar = 0) {
    require(
      l1 >= 0 && l2 >= 0, "Penalty: factors of 0 or more expected, received \(l1) and \(l2)")
    self.l1 = l1
    self.l2 = l2
  }

  /// No penalty.
  public static let none = Penalty()
  /// Ridge or Tikhonov regularisation: alpha/2 * sum w^2.
  public static func l2(_ alpha: Scalar) -> Penalty { Penalty(l2: alpha) }
  /// Lasso: alpha * sum |w|.
  public static func l1(_ alpha: Scalar) -> Penalty { Penalty(l1: alpha) }
  /// Both penalties together.
  public static func + (a: Penalty, b: Penalty) -> Penalty {
    Penalty(l1: a.l1 + b.l1, l2: a.l2 + b.l2)
  }

  /// What the penalty adds to the loss, to be logged beside it.
  public func value(of parameters: [Parameter]) -> Scalar {
    guard l1 > 0 || l2 > 0 else { return 0 }
    return parameters.filter(\.isPenalized).reduce(0) { total, parameter in
      let w = parameter.value
      return total + (l1 > 0 ? l1 * w.abs().sum().item : 0)
        + (l2 > 0 ? l2 / 2 * w.square().sum().item : 0)
    }
  }

  /// The gradient with the L1 part, alpha * sign(w), added; and the factor of w that the update adds.
  func prepared(_ gradient: Tensor, _ parameter: Parameter) -> (gradient: Tensor, decay: Scalar) {
    guard parameter.isPenalized else { return (gradient, 0) }
    return (l1 > 0 ? gradient + parameter.value.sign() * l1 : gradient, l2)
  }
}
