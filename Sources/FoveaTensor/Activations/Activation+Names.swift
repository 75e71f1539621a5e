extension Activation {
  /// All of them, with the constants of their papers or, where the lecture names one, the lecture's.
  public static let all: [Activation] = [
    .sigmoid, .tanh, .relu, .relu6, .leakyReLU(), .prelu(), .elu(), .selu, .softplus, .gelu,
    .geluTanh, .silu, .mish, .hardSwish, .hardSigmoid,
  ]

  /// The name that commands and files use; Keras' and PyTorch's, in lower case.
  public var name: String {
    switch self {
    case .relu: "relu"
    case .relu6: "relu6"
    case .leakyReLU: "leaky_relu"
    case .prelu: "prelu"
    case .elu: "elu"
    case .selu: "selu"
    case .softplus: "softplus"
    case .gelu: "gelu"
    case .geluTanh: "gelu_tanh"
    case .silu: "silu"
    case .mish: "mish"
    case .hardSwish: "hard_swish"
    case .hardSigmoid: "hard_sigmoid"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    }
  }

  /// The activation of that name, with its usual constants; nil when there is none. Case, hyphens and
  /// underscores do not matter, and SiLU goes by swish as well.
  public static func named(_ name: String) -> Activation? {
    let wanted = plain(name)
    return wanted == "swish" ? .silu : all.first { plain($0.name) == wanted }
  }

  /// f(x) in letters.
  public var formula: String {
    switch self {
    case .relu: "max(0, x)"
    case .relu6: "min(max(0, x), 6)"
    case .leakyReLU(let slope): "max(\(slope) x, x)"
    case .prelu: "max(0, x) + a min(0, x)"
    case .elu(let alpha): "x or \(alpha == 1 ? "" : "\(alpha) ")(e^x - 1) below 0"
    case .selu: "1.051 elu(x, 1.673)"
    case .softplus: "log(1 + e^x)"
    case .gelu: "x Phi(x)"
    case .geluTanh: "x sigmoid(1.6x + 0.071x^3)"
    case .silu: "x / (1 + e^-x)"
    case .mish: "x tanh(log(1 + e^x))"
    case .hardSwish: "x hard_sigmoid(x)"
    case .hardSigmoid: "min(max(x/6 + 1/2, 0), 1)"
    case .sigmoid: "1 / (1 + e^-x)"
    case .tanh: "2 / (1 + e^-2x) - 1"
    }
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != "-" }
  }
}
