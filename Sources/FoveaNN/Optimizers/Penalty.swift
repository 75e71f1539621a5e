import FoveaKernels

/// What keeps weights small, and how: added to the loss, or taken from the weights beside the step.
///
///     J + l1 * sum |w| + l2 * 1/2 sum w^2          coupled: the gradients of both are added to the loss's
///     w = (1 - rate * weightDecay) * w - step      decoupled decay: the optimiser's rule does not see it
///     w = soft threshold of w by rate * proximalL1 proximal L1: weights become exactly 0
///
/// Larger factors regularise more, 0 not at all. Only weights are penalised: biases and the scales of
/// normalisation are not (`Parameter.isPenalized`).
///
/// For plain SGD the coupled and the decoupled L2 are the same step, w = (1 - rate * alpha) w - rate *
/// gradient; with momentum or divided by their own gradients' size, as in Adam, they are not.
///
/// Source: Goodfellow et al. (2016), 7.1; Loshchilov and Hutter (2019) for the decoupled form; Beck and
/// Teboulle (2009) for the proximal step.
public struct Penalty: Hashable, Sendable {
  /// The factor of the sum of magnitudes, through the gradient alpha * sign(w): weights swing around zero.
  public let l1: Scalar
  /// The factor of half the sum of squares, through the gradient alpha * w.
  public let l2: Scalar
  /// The factor of the sum of magnitudes, as a step of its own that stops at 0: weights become 0 and stay.
  public let proximalL1: Scalar
  /// The share of the weight, times the rate, that each step takes off.
  public let weightDecay: Scalar

  /// A penalty with the given factors, 0 or more.
  public init(l1: Scalar = 0, l2: Scalar = 0, proximalL1: Scalar = 0, weightDecay: Scalar = 0) {
    let factors = [l1, l2, proximalL1, weightDecay]
    require(
      factors.allSatisfy { $0 >= 0 }, "Penalty: factors of 0 or more expected, received \(factors)")
    self.l1 = l1
    self.l2 = l2
    self.proximalL1 = proximalL1
    self.weightDecay = weightDecay
  }

  /// No penalty.
  public static let none = Penalty()
  /// Ridge or Tikhonov regularisation: alpha/2 * sum w^2.
  public static func l2(_ alpha: Scalar) -> Penalty { Penalty(l2: alpha) }
  /// Lasso: alpha * sum |w|.
  public static func l1(_ alpha: Scalar) -> Penalty { Penalty(l1: alpha) }
  /// Lasso by soft thresholding, for sparse weights.
  public static func proximalL1(_ alpha: Scalar) -> Penalty { Penalty(proximalL1: alpha) }
  /// L2 beside the optimiser's rule, as in AdamW.
  public static func weightDecay(_ lambda: Scalar) -> Penalty { Penalty(weightDecay: lambda) }
  /// Both penalties together.
  public static func + (a: Penalty, b: Penalty) -> Penalty {
    Penalty(
      l1: a.l1 + b.l1, l2: a.l2 + b.l2, proximalL1: a.proximalL1 + b.proximalL1,
      weightDecay: a.weightDecay + b.weightDecay)
  }

  /// What the penalty adds to the loss, to be logged beside it.
  public func value(of parameters: [Parameter]) -> Scalar { Scalar(values(of: parameters).total) }

  /// The same, its parts apart.
  public func values(of parameters: [Parameter]) -> PenaltyValues {
    var values = PenaltyValues()
    for parameter in parameters { values.add(self, of: parameter) }
    return values
  }
}

/// What penalties add to the loss.
public struct PenaltyValues: Codable, Hashable, Sendable {
  /// alpha * sum |w|, coupled or proximal.
  public private(set) var l1 = 0.0
  /// alpha/2 * sum w^2, coupled or decoupled. The decoupled form minimises no sum that it is part of; the
  /// figure says how large the weights are all the same.
  public private(set) var l2 = 0.0
  /// Both.
  public var total: Double { l1 + l2 }

  /// Nothing.
  public init() {}

  /// Adds what a penalty makes of a parameter.
  mutating func add(_ penalty: Penalty, of parameter: Parameter) {
    guard parameter.isPenalized else { return }
    let (first, second) = (
      Double(penalty.l1 + penalty.proximalL1), Double(penalty.l2 + penalty.weightDecay)
    )
    if first > 0 { l1 += first * parameter.value.sumOfMagnitudes }
    if second > 0 { l2 += second / 2 * parameter.value.sumOfSquares }
  }
}

extension Layer {
  /// The share of the penalised weights that are exactly 0; 0 when there are none.
  public var sparsity: Double {
    let weights = parameters.filter(\.isPenalized)
    let count = weights.reduce(0) { $0 + $1.shape.count }
    return Double(weights.reduce(0) { $0 + $1.value.zeroCount }) / Double(max(1, count))
  }
}
