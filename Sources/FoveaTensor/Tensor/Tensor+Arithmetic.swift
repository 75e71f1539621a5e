import FoveaKernels

// Element-wise arithmetic. Shapes broadcast as in NumPy; shapes that do not trap with both.
extension Tensor {
  /// x + y.
  public static func + (x: Tensor, y: Tensor) -> Tensor {
    elementwise("+", x, y, run: { kernels.add($0, $1, $2, $3) }, element: +)
  }

  /// x - y.
  public static func - (x: Tensor, y: Tensor) -> Tensor {
    elementwise("-", x, y, run: { kernels.subtract($0, $1, $2, $3) }, element: -)
  }

  /// x * y, element by element.
  public static func * (x: Tensor, y: Tensor) -> Tensor {
    elementwise("*", x, y, run: { kernels.multiply($0, $1, $2, $3) }, element: *)
  }

  /// x / y, element by element.
  public static func / (x: Tensor, y: Tensor) -> Tensor {
    elementwise("/", x, y, run: { kernels.divide($0, $1, $2, $3) }, element: /)
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

  /// Adds y, in place where the shapes are equal and the memory is not shared. y may stretch, x not:
  /// its shape stays.
  public static func += (x: inout Tensor, y: Tensor) {
    x.update("+=", y, +) { kernels.add($0, $1, $2, $3) }
  }

  /// Subtracts y, in place where it can be.
  public static func -= (x: inout Tensor, y: Tensor) {
    x.update("-=", y, -) { kernels.subtract($0, $1, $2, $3) }
  }

  /// Multiplies by y, in place where it can be.
  public static func *= (x: inout Tensor, y: Tensor) {
    x.update("*=", y, *) { kernels.multiply($0, $1, $2, $3) }
  }

  /// Divides by y, in place where it can be.
  public static func /= (x: inout Tensor, y: Tensor) {
    x.update("/=", y, /) { kernels.divide($0, $1, $2, $3) }
  }

  /// Adds a to each element, in place where it can be.
  public static func += (x: inout Tensor, a: Scalar) {
    x.updateEach { kernels.affine($0, 1, a, $1, $2) }
  }

  /// Multiplies each element by a, in place where it can be.
  public static func *= (x: inout Tensor, a: Scalar) {
    x.updateEach { kernels.affine($0, a, -0.0, $1, $2) }
  }

  private mutating func update(
    _ name: String, _ y: Tensor, _ operation: (Tensor, Tensor) -> Tensor,
    _ run: (Input, Input, Output, Int) -> Void
  ) {
    require(
      shape == y.shape || shape.broadcast(with: y.shape) == shape,
      "\(name): a right-hand side that stretches to \(shape) expected, received \(y.shape)")
    guard shape == y.shape, isUniquelyOwned() else {
      self = operation(self, y)
      return
    }
    let n = count
    write { x in
      y.read { y in
        ThreadPool.shared.split(n) { run(Input(x + $0), y + $0, x + $0, $1) }
      }
    }
  }

  private mutating func updateEach(_ run: (Input, Output, Int) -> Void) {
    let n = count
    write { x in ThreadPool.shared.split(n) { run(Input(x + $0), x + $0, $1) } }
  }
}
