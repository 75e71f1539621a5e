import FoveaKernels

/// A layer without parameters that works on each element: its output has its input's shape.
public protocol ElementwiseLayer: Layer {}

extension ElementwiseLayer {
  /// The input's shape.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    trace.record(self, from: input, to: input)
  }
}

/// max(0, x); for hidden layers.
public final class ReLU: ElementwiseLayer {
  /// The layer; there is nothing to choose.
  public init() {}
  /// max(0, x).
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable { input.relu() }
}

/// max(slope * x, x): a slope keeps a unit alive that ReLU would let die.
public final class LeakyReLU: ElementwiseLayer {
  /// The slope for negative inputs.
  public let slope: Scalar

  /// The slope, between 0 and 1, is 0.1 by default, as in the lecture; other libraries take 0.01 to 0.3.
  public init(slope: Scalar = 0.1) {
    require(
      slope > 0 && slope < 1, "LeakyReLU: a slope between 0 and 1 expected, received \(slope)")
    self.slope = slope
  }

  /// The slope.
  public var hyperparameters: String { "slope \(slope)" }

  /// max(slope * x, x).
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    input.leakyReLU(slope: slope)
  }
}

/// 1 / (1 + e^-x).
public final class Sigmoid: ElementwiseLayer {
  /// The layer; there is nothing to choose.
  public init() {}
  /// 1 / (1 + e^-x).
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable { input.sigmoid() }
}

/// The hyperbolic tangent: a sigmoid scaled to be centred on zero, 2 sigmoid(2x) - 1.
public final class Tanh: ElementwiseLayer {
  /// The layer; there is nothing to choose.
  public init() {}
  /// tanh x.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable { input.tanh() }
}

/// exp(x) / sum of exp(x) along the last axis. `softmaxCrossEntropy` takes logits and needs none.
public final class Softmax: ElementwiseLayer {
  /// The layer; there is nothing to choose.
  public init() {}
  /// Probabilities along the last axis.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable { input.softmax() }
}
