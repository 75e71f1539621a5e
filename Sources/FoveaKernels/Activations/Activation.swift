/// A function of one number that follows the weighted sum of a neuron: whether, and how strongly, it fires.
///
/// Each can be applied to a tensor, a variable and as a layer; its formula, range and derivative are known
/// as well (see the extensions in FoveaTensor). Softmax is none of them: it looks at a whole row.
public enum Activation: Hashable, Sendable {
  /// max(0, x).
  case relu
  /// min(max(0, x), 6): keeps its precision in few bits; Sandler et al. (2018).
  case relu6
  /// max(slope * x, x) for 0 < slope < 1; 0.1 as in the lecture (other libraries: 0.01 to 0.3).
  case leakyReLU(slope: Scalar = 0.1)
  /// max(0, x) + slope * min(0, x) with a slope that is learned, and may have any sign; it starts at 0.25 as
  /// in He et al. (2015).
  case prelu(slope: Scalar = 0.25)
  /// x above 0, alpha * (e^x - 1) below; Clevert et al. (2016), alpha 1 as there.
  case elu(alpha: Scalar = 1)
  /// 1.0507 * (x above 0, 1.6733 * (e^x - 1) below): keeps mean 0 and variance 1 from layer to layer;
  /// Klambauer et al. (2017).
  case selu
  /// log(1 + e^x).
  case softplus
  /// x * Phi(x) with the normal distribution's Phi; Hendrycks and Gimpel (2016).
  case gelu
  /// 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))): the same paper's approximation, within 5e-4.
  case geluTanh
  /// x / (1 + e^-x), also known as swish; Elfwing et al. (2018), Ramachandran et al. (2017).
  case silu
  /// x * tanh(log(1 + e^x)); Misra (2020).
  case mish
  /// x * min(max(x + 3, 0), 6) / 6; Howard et al. (2019).
  case hardSwish
  /// min(max(x / 6 + 1/2, 0), 1); Howard et al. (2019).
  case hardSigmoid
  /// 1 / (1 + e^-x).
  case sigmoid
  /// tanh x = 2 / (1 + e^-2x) - 1.
  case tanh
}

extension Activation {
  /// Whether the gradient is worked out from the input: of the others the output is enough, so that their
  /// input need not stay in memory.
  public var gradientTakesInput: Bool {
    switch self {
    case .prelu, .gelu, .geluTanh, .silu, .mish, .hardSwish: true
    case .relu, .relu6, .leakyReLU, .elu, .selu, .softplus, .hardSigmoid, .sigmoid, .tanh: false
    }
  }
}
