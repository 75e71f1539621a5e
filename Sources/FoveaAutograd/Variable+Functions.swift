// Functions of each element.
extension Variable {
  /// e^x.
  public func exp() -> Variable {
    let y = value.exp()
    return record(y, from: self) { g in [g * y] }
  }

  /// The natural logarithm.
  public func log() -> Variable {
    let x = value
    return record(x.log(), from: self) { g in [g / x] }
  }

  /// The square root.
  public func sqrt() -> Variable {
    let y = value.sqrt()
    return record(y, from: self) { g in [g * 0.5 / y] }
  }

  /// x^2.
  public func square() -> Variable {
    let x = value
    return record(x * x, from: self) { g in [g * (x * 2)] }
  }

  /// x raised to a power; x^0 is 1 everywhere, and its gradient 0.
  public func power(_ exponent: Scalar) -> Variable {
    let x = value
    return record(x.power(exponent), from: self) { g in
      // By the rule it would be 0 * x^-1: not a number at 0.
      if exponent == 0 { return [Tensor.zeros(x.shape)] }
      return [g * (x.power(exponent - 1) * exponent)]
    }
  }

  /// The larger of each pair, broadcast. Where both are equal, the gradient goes to this one.
  public func maximum(_ other: Variable) -> Variable { chosen(value.maximum(other.value), other) }

  /// The smaller of each pair, broadcast. Where both are equal, the gradient goes to this one.
  public func minimum(_ other: Variable) -> Variable { chosen(value.minimum(other.value), other) }

  /// Each element moved into the range; no gradient where it was moved.
  public func clamped(to range: ClosedRange<Scalar>) -> Variable {
    let x = value
    let y = x.clamped(to: range)
    return record(y, from: self) { g in [g * x.equals(y)] }
  }

  private func chosen(_ y: Tensor, _ other: Variable) -> Variable {
    let mine = y.equals(value)
    let (xs, ys) = (shape, other.shape)
    let (wantsX, wantsY) = (requiresGradient, other.requiresGradient)
    return record(y, from: self, other) { g in
      let g = g
      let toThis = g * mine
      return [wantsX ? toThis.summed(to: xs) : nil, wantsY ? (g - toThis).summed(to: ys) : nil]
    }
  }

  /// |x|; the gradient at 0 is 0.
  public func abs() -> Variable {
    let x = value
    return record(x.abs(), from: self) { g in [g * x.sign()] }
  }
}
