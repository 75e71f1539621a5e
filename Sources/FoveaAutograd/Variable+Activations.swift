import FoveaKernels

// The lecture's activations. Each keeps its output alone, and overwrites the gradient it is given.
extension Variable {
  /// max(0, x); the gradient at 0 is 0.
  public func relu() -> Variable {
    let y = value.relu()
    return record(y, from: self) { g in
      [y.reluGradient(from: g)]
    }
  }

  /// max(0, x + y), the end of a residual block: one result to keep in place of two. Both have one shape;
  /// the gradient at 0 is 0.
  public func relu(adding other: Variable) -> Variable {
    let y = value.relu(adding: other.value)
    let (wantsThis, wantsOther) = (requiresGradient, other.requiresGradient)
    return record(y, from: self, other) { g in
      let gradient = y.reluGradient(from: g)
      return [wantsThis ? gradient : nil, wantsOther ? gradient : nil]
    }
  }

  /// max(slope * x, x); the slope, 0 < slope < 1, is 0.1 by default, as in the lecture.
  public func leakyReLU(slope: Scalar = 0.1) -> Variable {
    let y = value.leakyReLU(slope: slope)
    return record(y, from: self) { g in
      [y.gradient(from: g) { kernels.leakyReLUGradient($0, slope, $1, $2, $3) }]
    }
  }

  /// 1 / (1 + e^-x).
  public func sigmoid() -> Variable {
    let y = value.sigmoid()
    return record(y, from: self) { g in
      [y.gradient(from: g) { kernels.sigmoidGradient($0, $1, $2, $3) }]
    }
  }

  /// tanh x.
  public func tanh() -> Variable {
    let y = value.tanh()
    return record(y, from: self) { g in
      [y.gradient(from: g) { kernels.tanhGradient($0, $1, $2, $3) }]
    }
  }

  /// exp(x) / sum of exp(x) along the last axis.
  ///
  /// For a loss over logits use `softmaxCrossEntropy`, which is one operation and does not overflow.
  public func softmax() -> Variable {
    let y = value.softmax()
    return record(y, from: self) { g in [y.softmaxGradient(from: g)] }
  }
}

extension Tensor {
  /// ReLU's gradient from that of its output, written over it where it is not shared; self is the output.
  func reluGradient(from gradient: consuming Tensor) -> Tensor {
    self.gradient(from: gradient) { kernels.reluGradient($0, $1, $2, $3) }
  }
}
