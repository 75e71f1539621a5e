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

  /// |x|; the gradient at 0 is 0.
  public func abs() -> Variable {
    let x = value
    return record(x.abs(), from: self) { g in [g * x.sign()] }
  }
}
