import FoveaKernels

// Element-wise arithmetic. Shapes broadcast as in NumPy; shapes that do not trap with both.
extension Tensor {
  /// x + y.
  public static func + (x: Tensor, y: Tensor) -> Tensor {
    elementwise("+", x, y) { kernels.add($0, $1, $2, $3) }
  }

  /// x - y.
  public static func - (x: Tensor, y: Tensor) -> Tensor {
    elementwise("-", x, y) { kernels.subtract($0, $1, $2, $3) }
  }

  /// x * y, element by element.
  public static func * (x: Tensor, y: Tensor) -> Tensor {
    elementwise("*", x, y) { kernels.multiply($0, $1, $2, $3) }
  }

  /// x / y, element by element.
  public static func / (x: Tensor, y: Tensor) -> Tensor {
    elementwise("/", x, y) { kernels.divide($0, $1, $2, $3) }
  }

  /// -x.
  public static prefix func - (x: Tensor) -> Tensor { x * -1 }

  /// x + a.
  public static func + (x: Tensor, a: Scalar) -> Tensor {
    x.mapped { kernels.affine($0, 1, a, $1, $2) }
  }

  /// a + x.
  public static func + (a: Scalar, x: Tensor) -> Tensor { x + a }

  /// x - a.
  public static func - (x: Tensor, a: Scalar) -> Tensor { x + -a }

  /// a - x.
  public static func - (a: Scalar, x: Tensor) -> Tensor {
    x.mapped { kernels.affine($0, -1, a, $1, $2) }
  }

  /// x * a.
  public static func * (x: Tensor, a: Scalar) -> Tensor {
    // Adding -0 leaves every product as it is, the sign of a zero included.
    x.mapped { kernels.affine($0, a, -0.0, $1, $2) }
  }

  /// a * x.
  public static func * (a: Scalar, x: Tensor) -> Tensor { x * a }

  /// x / a.
  public static func / (x: Tensor, a: Scalar) -> Tensor {
    x.mapped { x, y, n in for i in 0..<n { y[i] = x[i] / a } }
  }

  /// a / x.
  public static func / (a: Scalar, x: Tensor) -> Tensor {
    x.mapped { x, y, n in for i in 0..<n { y[i] = a / x[i] } }
  }

  /// Adds y, in place where the memory is not shared. y may stretch, x not: its shape stays.
  public static func += (x: inout Tensor, y: Tensor) {
    x.update("+=", with: y) { kernels.add($0, $1, $2, $3) }
  }

  /// Subtracts y, in place where the memory is not shared; see `+=`.
  public static func -= (x: inout Tensor, y: Tensor) {
    x.update("-=", with: y) { kernels.subtract($0, $1, $2, $3) }
  }

  /// Multiplies by y, in place where the memory is not shared; see `+=`.
  public static func *= (x: inout Tensor, y: Tensor) {
    x.update("*=", with: y) { kernels.multiply($0, $1, $2, $3) }
  }

  /// Divides by y, in place where the memory is not shared; see `+=`.
  public static func /= (x: inout Tensor, y: Tensor) {
    x.update("/=", with: y) { kernels.divide($0, $1, $2, $3) }
  }

  /// Adds a to each element, in place where the memory is not shared.
  public static func += (x: inout Tensor, a: Scalar) {
    x.updateEach { kernels.affine($0, 1, a, $1, $2) }
  }

  /// Subtracts a from each element, in place where the memory is not shared.
  public static func -= (x: inout Tensor, a: Scalar) { x += -a }

  /// Multiplies each element by a, in place where the memory is not shared.
  public static func *= (x: inout Tensor, a: Scalar) {
    x.updateEach { kernels.affine($0, a, -0.0, $1, $2) }
  }

  /// Divides each element by a, in place where the memory is not shared.
  public static func /= (x: inout Tensor, a: Scalar) {
    x.updateEach { x, y, n in for i in 0..<n { y[i] = x[i] / a } }
  }

  private mutating func updateEach(_ f: (Input, Output, Int) -> Void) {
    guard isUniquelyOwned() else {
      self = mapped(f)
      return
    }
    let n = count
    write { x in ThreadPool.shared.split(n) { f(Input(x + $0), x + $0, $1) } }
  }
}
