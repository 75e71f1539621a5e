import FoveaKernels

/// max(0, x); for hidden layers.
public final class ReLU: ActivationLayer {
  /// max(0, x).
  public let activation = Activation.relu
  /// The layer; there is nothing to choose.
  public init() {}
}

/// max(slope * x, x): a slope keeps a unit alive that ReLU would let die.
public final class LeakyReLU: ActivationLayer {
  /// The slope for negative inputs.
  public let slope: Scalar

  /// The slope, between 0 and 1, is 0.1 by default, as in the lecture; other libraries take 0.01 to 0.3.
  public init(slope: Scalar = 0.1) {
    require(
      slope > 0 && slope < 1, "LeakyReLU: a slope between 0 and 1 expected, received \(slope)")
    self.slope = slope
  }

  /// max(slope * x, x).
  public var activation: Activation { .leakyReLU(slope: slope) }
  /// The slope.
  public var hyperparameters: String { "slope \(slope)" }
}

/// 1 / (1 + e^-x).
public final class Sigmoid: ActivationLayer {
  /// 1 / (1 + e^-x).
  public let activation = Activation.sigmoid
  /// The layer; there is nothing to choose.
  public init() {}
}

/// The hyperbolic tangent: a sigmoid scaled to be centred on zero, 2 sigmoid(2x) - 1.
public final class Tanh: ActivationLayer {
  /// tanh x.
  public let activation = Activation.tanh
  /// The layer; there is nothing to choose.
  public init() {}
}

/// exp(x / T) / sum of exp(x / T) along the last axis. `softmaxCrossEntropy` takes logits and needs none.
public final class Softmax: ElementwiseLayer {
  /// T: above 1 evens the probabilities out, below favours the largest.
  public let temperature: Scalar

  /// A layer of the given temperature, above 0; 1 by default.
  public init(temperature: Scalar = 1) {
    require(temperature > 0, "Softmax: a temperature above 0 expected, received \(temperature)")
    self.temperature = temperature
  }

  /// The temperature, where it is not 1.
  public var hyperparameters: String { temperature == 1 ? "" : "temperature \(temperature)" }

  /// Probabilities along the last axis.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    input.softmax(temperature: temperature)
  }
}
