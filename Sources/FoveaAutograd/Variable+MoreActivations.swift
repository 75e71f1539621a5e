// The many others, under the names that the field gives them.
extension Variable {
  /// x above 0, alpha * (e^x - 1) below; alpha is 1 by default.
  public func elu(alpha: Scalar = 1) -> Variable { applying(.elu(alpha: alpha)) }
  /// 1.0507 * (x above 0, 1.6733 * (e^x - 1) below).
  public func selu() -> Variable { applying(.selu) }
  /// log(1 + e^x).
  public func softplus() -> Variable { applying(.softplus) }
  /// x * Phi(x), with the normal distribution's Phi; `tanh` takes the paper's approximation by tanh.
  public func gelu(tanh: Bool = false) -> Variable { applying(tanh ? .geluTanh : .gelu) }
  /// x / (1 + e^-x).
  public func silu() -> Variable { applying(.silu) }
  /// x * tanh(log(1 + e^x)).
  public func mish() -> Variable { applying(.mish) }
  /// min(max(0, x), 6).
  public func relu6() -> Variable { applying(.relu6) }
  /// x * min(max(x + 3, 0), 6) / 6.
  public func hardSwish() -> Variable { applying(.hardSwish) }
  /// min(max(x / 6 + 1/2, 0), 1).
  public func hardSigmoid() -> Variable { applying(.hardSigmoid) }
}
