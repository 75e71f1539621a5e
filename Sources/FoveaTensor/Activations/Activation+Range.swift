/// The values that an activation takes, as an interval.
public struct ActivationRange: Hashable, Sendable, CustomStringConvertible {
  /// No value is below it.
  public let lower: Double
  /// No value is above it.
  public let upper: Double
  /// Whether the lower bound is a value, and not only approached.
  public let includesLower: Bool
  /// Whether the upper bound is a value, and not only approached.
  public let includesUpper: Bool

  init(
    _ lower: Double, _ upper: Double, includesLower: Bool = false, includesUpper: Bool = false
  ) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }

  /// Whether the number lies between the bounds, or on one that is included.
  public func contains(_ value: Double) -> Bool {
    (lower < value || includesLower && lower == value)
      && (value < upper || includesUpper && upper == value)
  }

  /// Whether both bounds are finite.
  public var isBounded: Bool { lower.isFinite && upper.isFinite }

  /// As mathematics writes intervals: "[0, inf)".
  public var description: String {
    (includesLower ? "[" : "(") + "\(text(lower)), \(text(upper))" + (includesUpper ? "]" : ")")
  }

  private func text(_ bound: Double) -> String {
    if bound == bound.rounded(), abs(bound) < 1e9 { return "\(Int(bound))" }
    return bound.isFinite ? "\((bound * 1000).rounded() / 1000)" : bound < 0 ? "-inf" : "inf"
  }
}

extension Activation {
  /// The values that it takes over all x.
  public var range: ActivationRange {
    let infinity = Double.infinity
    return switch self {
    case .relu: ActivationRange(0, infinity, includesLower: true)
    case .relu6: ActivationRange(0, 6, includesLower: true, includesUpper: true)
    case .leakyReLU(let slope), .prelu(let slope):
      slope > 0
        ? ActivationRange(-infinity, infinity) : ActivationRange(0, infinity, includesLower: true)
    case .elu(let alpha): ActivationRange(-Double(alpha), infinity)
    case .selu: ActivationRange(-1.7580993408473768599, infinity)
    case .softplus: ActivationRange(0, infinity)
    case .gelu: ActivationRange(-0.16997120747990370, infinity, includesLower: true)
    case .geluTanh: ActivationRange(-0.17004075057125406, infinity, includesLower: true)
    case .silu: ActivationRange(-0.27846454276107380, infinity, includesLower: true)
    case .mish: ActivationRange(-0.30884341301725041, infinity, includesLower: true)
    case .hardSwish: ActivationRange(-0.375, infinity, includesLower: true)
    case .hardSigmoid: ActivationRange(0, 1, includesLower: true, includesUpper: true)
    case .sigmoid: ActivationRange(0, 1)
    case .tanh: ActivationRange(-1, 1)
    }
  }

  /// What the curve looks like.
  public enum Curve: String, CaseIterable, Sendable {
    /// Two straight lines with a kink between them.
    case rectifier
    /// Grows without bound above, flattens below, never falls.
    case softRectifier = "soft rectifier"
    /// x times a gate that opens from 0 to 1; falls below zero and rises again.
    case gated
    /// Flat at both ends: an S.
    case sigmoid = "S-shaped"
  }

  /// What the curve looks like.
  public var curve: Curve {
    switch self {
    case .relu, .leakyReLU, .prelu: .rectifier
    case .elu, .selu, .softplus: .softRectifier
    case .gelu, .geluTanh, .silu, .mish, .hardSwish: .gated
    case .relu6, .hardSigmoid, .sigmoid, .tanh: .sigmoid
    }
  }

  /// Whether a larger x never gives a smaller value (a PReLU with a slope below 0 does).
  public var isMonotonic: Bool {
    if case .prelu(let slope) = self { return slope >= 0 }
    return curve != .gated
  }

  /// Whether the derivative is continuous.
  public var isSmooth: Bool {
    switch self {
    case .relu, .relu6, .leakyReLU, .prelu, .selu, .hardSwish, .hardSigmoid: false
    case .elu(let alpha): alpha == 1
    case .softplus, .gelu, .geluTanh, .silu, .mish, .sigmoid, .tanh: true
    }
  }

  /// The values outside which the derivative is below `limit` in magnitude, as a range of outputs, for
  /// activations that saturate at both ends; nil for others.
  ///
  /// - Parameter limit: 1e-3 by default: so little of a gradient comes through that the layers before learn
  ///   a thousand times more slowly.
  public func unsaturatedOutputs(derivativeAbove limit: Double = 1e-3) -> ClosedRange<Scalar>? {
    switch self {
    case .sigmoid:
      // y (1 - y) = 1/4 - (y - 1/2)^2
      let half = max(0, 0.25 - limit).squareRoot()
      return Scalar(0.5 - half)...Scalar(0.5 + half)
    case .tanh:
      let bound = Scalar(max(0, 1 - limit).squareRoot())
      return -bound...bound
    case .hardSigmoid: return Scalar.leastNormalMagnitude...Scalar(1).nextDown
    case .relu6: return Scalar.leastNormalMagnitude...Scalar(6).nextDown
    default: return nil
    }
  }
}
