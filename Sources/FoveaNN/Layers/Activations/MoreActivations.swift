import FoveaKernels

// The many others; `Activation` has their formulas and sources.

/// x above 0, alpha * (e^x - 1) below: mean activations nearer to zero than ReLU's.
public final class ELU: ActivationLayer {
  /// The value that far negative inputs approach, negated.
  public let alpha: Scalar

  /// Alpha, above 0, is 1 by default, as in the paper: the derivative is continuous then.
  public init(alpha: Scalar = 1) {
    require(alpha > 0, "ELU: an alpha above 0 expected, received \(alpha)")
    self.alpha = alpha
  }

  /// x above 0, alpha * (e^x - 1) below.
  public var activation: Activation { .elu(alpha: alpha) }
  /// Alpha.
  public var hyperparameters: String { "alpha \(alpha)" }
}

/// ELU with the two constants that keep mean 0 and variance 1 from layer to layer, when the weights start by
/// `Initializer.lecunNormal`.
public final class SELU: ActivationLayer {
  /// 1.0507 * (x above 0, 1.6733 * (e^x - 1) below).
  public let activation = Activation.selu
  /// The layer; there is nothing to choose.
  public init() {}
}

/// log(1 + e^x): a smooth ReLU, above 0 everywhere.
public final class Softplus: ActivationLayer {
  /// log(1 + e^x).
  public let activation = Activation.softplus
  /// The layer; there is nothing to choose.
  public init() {}
}

/// x * Phi(x), the share of the normal distribution below x.
public final class GELU: ActivationLayer {
  /// `gelu`, or `geluTanh` for the approximation.
  public let activation: Activation

  /// The exact one by default; `tanh` takes the paper's approximation, within 5e-4 of it.
  public init(tanh: Bool = false) { activation = tanh ? .geluTanh : .gelu }

  /// Which of the two it is, where it is the approximation.
  public var hyperparameters: String { activation == .geluTanh ? "by tanh" : "" }
}

/// x / (1 + e^-x), also known as swish.
public final class SiLU: ActivationLayer {
  /// x / (1 + e^-x).
  public let activation = Activation.silu
  /// The layer; there is nothing to choose.
  public init() {}
}

/// x * tanh(log(1 + e^x)).
public final class Mish: ActivationLayer {
  /// x * tanh(log(1 + e^x)).
  public let activation = Activation.mish
  /// The layer; there is nothing to choose.
  public init() {}
}

/// min(max(0, x), 6): a ReLU whose values need few bits, as in MobileNet.
public final class ReLU6: ActivationLayer {
  /// min(max(0, x), 6).
  public let activation = Activation.relu6
  /// The layer; there is nothing to choose.
  public init() {}
}

/// x * min(max(x + 3, 0), 6) / 6: SiLU in straight lines and a parabola.
public final class HardSwish: ActivationLayer {
  /// x * min(max(x + 3, 0), 6) / 6.
  public let activation = Activation.hardSwish
  /// The layer; there is nothing to choose.
  public init() {}
}

/// min(max(x / 6 + 1/2, 0), 1): a sigmoid in straight lines.
public final class HardSigmoid: ActivationLayer {
  /// min(max(x / 6 + 1/2, 0), 1).
  public let activation = Activation.hardSigmoid
  /// The layer; there is nothing to choose.
  public init() {}
}
