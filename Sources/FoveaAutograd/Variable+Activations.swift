// The activations. Each keeps its output or its input alone, and overwrites the gradient it is given.
extension Variable {
  /// f(x) of each element; at a kink the gradient is that of `Activation.derivative(at:)`.
  public func applying(_ activation: Activation) -> Variable {
    let x = value
    let y = x.applying(activation)
    let kept = activation.gradientTakesInput ? x : y
    return record(y, from: self, operation: "activation") { g in
      [kept.gradient(of: activation, from: g)]
    }
  }

  /// max(0, x); the gradient at 0 is 0.
  public func relu() -> Variable { applying(.relu) }

  /// max(0, x + y), the end of a residual block: one result to keep in place of two. Both have one shape;
  /// the gradient at 0 is 0.
  public func relu(adding other: Variable) -> Variable {
    let y = value.relu(adding: other.value)
    let (wantsThis, wantsOther) = (requiresGradient, other.requiresGradient)
    return record(y, from: self, other, operation: "addition, activation") { g in
      let gradient = y.gradient(of: .relu, from: g)
      return [wantsThis ? gradient : nil, wantsOther ? gradient : nil]
    }
  }

  /// max(slope * x, x); the slope, 0 < slope < 1, is 0.1 by default, as in the lecture.
  public func leakyReLU(slope: Scalar = 0.1) -> Variable { applying(.leakyReLU(slope: slope)) }

  /// 1 / (1 + e^-x).
  public func sigmoid() -> Variable { applying(.sigmoid) }

  /// tanh x.
  public func tanh() -> Variable { applying(.tanh) }

  /// The error function; its gradient is 2 / sqrt(pi) * e^(-x^2).
  public func erf() -> Variable {
    let x = value
    return record(x.erf(), from: self) { g in
      [g * (-(x * x)).exp() * 1.12837916709551257390]
    }
  }

  /// exp(x / T) / sum of exp(x / T) along the last axis.
  ///
  /// For a loss over logits use `softmaxCrossEntropy`, which is one operation and does not overflow.
  ///
  /// - Parameter temperature: T above 0; 1 by default. Larger ones even the probabilities out, smaller ones
  ///   favour the largest.
  public func softmax(temperature: Scalar = 1) -> Variable {
    let y = value.softmax(temperature: temperature)
    return record(y, from: self) { g in
      let gradient = y.softmaxGradient(from: g)
      return [temperature == 1 ? gradient : gradient / temperature]
    }
  }
}
