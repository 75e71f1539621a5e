// The many others, under the names that the field gives them.
extension Tensor {
  /// x above 0, alpha * (e^x - 1) below; alpha is 1 by default.
  public func elu(alpha: Scalar = 1) -> Tensor { applying(.elu(alpha: alpha)) }
  /// 1.0507 * (x above 0, 1.6733 * (e^x - 1) below).
  public func selu() -> Tensor { applying(.selu) }
  /// log(1 + e^x).
  public func softplus() -> Tensor { applying(.softplus) }
  /// x * Phi(x), with the normal distribution's Phi; `tanh` takes the paper's approximation by tanh.
  public func gelu(tanh: Bool = false) -> Tensor { applying(tanh ? .geluTanh : .gelu) }
  /// x / (1 + e^-x).
  public func silu() -> Tensor { applying(.silu) }
  /// x * tanh(log(1 + e^x)).
  public func mish() -> Tensor { applying(.mish) }
  /// min(max(0, x), 6).
  public func relu6() -> Tensor { applying(.relu6) }
  /// x * min(max(x + 3, 0), 6) / 6.
  public func hardSwish() -> Tensor { applying(.hardSwish) }
  /// min(max(x / 6 + 1/2, 0), 1).
  public func hardSigmoid() -> Tensor { applying(.hardSigmoid) }
}
