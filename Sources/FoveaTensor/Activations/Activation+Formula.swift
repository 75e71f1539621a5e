#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The definitions, for one number in double precision: what the kernels are tested against, and what curves
// are drawn of.
extension Activation {
  /// f(x) by its formula.
  public func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .relu: max(0, x)
    case .relu6: min(max(0, x), 6)
    case .leakyReLU(let slope), .prelu(let slope): x > 0 ? x : Double(slope) * x
    case .elu(let alpha): x > 0 ? x : Double(alpha) * expm1(x)
    case .selu: seluScale * (x > 0 ? x : seluAlpha * expm1(x))
    case .softplus: max(x, 0) + log1p(exp(-abs(x)))
    case .gelu: x * normalShare(x)
    case .geluTanh: x * logistic(2 * tanhArgument(x))
    case .silu: x * logistic(x)
    case .mish: x * Self.mishGate(x)
    case .hardSwish: x * min(max(x + 3, 0), 6) / 6
    case .hardSigmoid: min(max(x / 6 + 0.5, 0), 1)
    case .sigmoid: logistic(x)
    // Under a name that the case does not hide.
    case .tanh: hyperbolic(x)
    }
  }

  /// f'(x), as the engine takes it: at a kink the flatter side's, for ELU and SELU the one from the left.
  public func derivative(at x: Double) -> Double {
    switch self {
    case .relu: return x > 0 ? 1 : 0
    case .relu6: return x > 0 && x < 6 ? 1 : 0
    case .leakyReLU(let slope), .prelu(let slope): return x > 0 ? 1 : Double(slope)
    case .elu(let alpha): return x > 0 ? 1 : Double(alpha) * exp(x)
    case .selu: return seluScale * (x > 0 ? 1 : seluAlpha * exp(x))
    case .softplus: return logistic(x)
    case .gelu: return normalShare(x) + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    case .geluTanh:
      let gate = logistic(2 * tanhArgument(x))
      let inner = 2 * (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * x * x)
      return gate + x * gate * logistic(-2 * tanhArgument(x)) * inner
    case .silu: return logistic(x) * (1 + x * logistic(-x))
    case .mish:
      // 1 - tanh^2 as 4 q / (1 + q)^2, which does not cancel.
      let q = exp(-2 * Self.softplus.callAsFunction(x))
      return Self.mishGate(x) + x * 4 * q / ((1 + q) * (1 + q)) * logistic(x)
    case .hardSwish: return x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 0.5
    case .hardSigmoid: return x <= -3 || x >= 3 ? 0 : 1.0 / 6
    case .sigmoid: return logistic(x) * logistic(-x)
    case .tanh:
      // 1 - tanh^2, which would cancel far from 0.
      return 4 * logistic(2 * x) * logistic(-2 * x)
    }
  }

  private static func mishGate(_ x: Double) -> Double {
    hyperbolic(Self.softplus.callAsFunction(x))
  }
}

private let seluScale = 1.0507009873554804934
private let seluAlpha = 1.6732632423543772848

private func logistic(_ x: Double) -> Double {
  // Of both forms the one whose exponential does not overflow.
  x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
}

/// The share of the normal distribution below x: erfc(-x / sqrt 2) / 2.
///
/// The quotient's rounding would be multiplied by x^2 far out; what it leaves is made up for by the derivative.
private func normalShare(_ x: Double) -> Double {
  let root = 1.4142135623730951
  let restOfRoot = -9.667293313452913e-17
  let a = -x / root
  let left = ((-x).addingProduct(-a, root) - a * restOfRoot) / root
  let correction = left.isFinite ? left * 2 / Double.pi.squareRoot() * exp(-a * a) : 0
  return (erfc(a) - correction) / 2
}

private func tanhArgument(_ x: Double) -> Double {
  (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
}

private func hyperbolic(_ x: Double) -> Double { tanh(x) }
