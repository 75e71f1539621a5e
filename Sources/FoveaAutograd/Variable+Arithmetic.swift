// Element-wise arithmetic with broadcasting. Each rule undoes the broadcast by `summed(to:)`.
extension Variable {
  /// x + y, broadcast.
  public static func + (x: Variable, y: Variable) -> Variable {
    let (xs, ys) = (x.shape, y.shape)
    let (wantsX, wantsY) = (x.requiresGradient, y.requiresGradient)
    return record(x.value + y.value, from: x, y) { g in
      let g = g
      return [wantsX ? g.summed(to: xs) : nil, wantsY ? g.summed(to: ys) : nil]
    }
  }

  /// x - y, broadcast.
  public static func - (x: Variable, y: Variable) -> Variable {
    let (xs, ys) = (x.shape, y.shape)
    let (wantsX, wantsY) = (x.requiresGradient, y.requiresGradient)
    return record(x.value - y.value, from: x, y) { g in
      let g = g
      return [wantsX ? g.summed(to: xs) : nil, wantsY ? (-g).summed(to: ys) : nil]
    }
  }

  /// x * y element by element, broadcast.
  public static func * (x: Variable, y: Variable) -> Variable {
    let (a, b) = (x.value, y.value)
    let (wantsX, wantsY) = (x.requiresGradient, y.requiresGradient)
    return record(a * b, from: x, y) { g in
      let g = g
      return [
        wantsX ? (g * b).summed(to: a.shape) : nil, wantsY ? (g * a).summed(to: b.shape) : nil,
      ]
    }
  }

  /// x / y element by element, broadcast.
  public static func / (x: Variable, y: Variable) -> Variable {
    let (a, b) = (x.value, y.value)
    let (wantsX, wantsY) = (x.requiresGradient, y.requiresGradient)
    let quotient = a / b
    return record(quotient, from: x, y) { g in
      let scaled = g / b
      return [
        wantsX ? scaled.summed(to: a.shape) : nil,
        wantsY ? (-(scaled * quotient)).summed(to: b.shape) : nil,
      ]
    }
  }

  /// -x.
  public static prefix func - (x: Variable) -> Variable {
    record(-x.value, from: x) { g in [-g] }
  }

  /// x + a.
  public static func + (x: Variable, a: Scalar) -> Variable {
    record(x.value + a, from: x) { g in [g] }
  }

  /// a + x.
  public static func + (a: Scalar, x: Variable) -> Variable { x + a }

  /// x - a.
  public static func - (x: Variable, a: Scalar) -> Variable { x + -a }

  /// a - x.
  public static func - (a: Scalar, x: Variable) -> Variable { -x + a }

  /// x * a.
  public static func * (x: Variable, a: Scalar) -> Variable {
    record(x.value * a, from: x) { g in [g * a] }
  }

  /// a * x.
  public static func * (a: Scalar, x: Variable) -> Variable { x * a }

  /// x / a.
  public static func / (x: Variable, a: Scalar) -> Variable {
    record(x.value / a, from: x) { g in [g / a] }
  }

  /// a / x.
  public static func / (a: Scalar, x: Variable) -> Variable { Variable(Tensor(a)) / x }
}
