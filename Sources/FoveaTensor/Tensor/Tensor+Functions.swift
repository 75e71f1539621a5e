import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Functions of each element.
extension Tensor {
  /// e^x.
  public func exp() -> Tensor { mapped { kernels.exp($0, $1, $2) } }

  /// The natural logarithm, by the C library.
  public func log() -> Tensor { mappedEach { logarithm($0) } }

  /// The square root.
  public func sqrt() -> Tensor { mappedEach { $0.squareRoot() } }

  /// x^2.
  public func square() -> Tensor { self * self }

  /// |x|.
  public func abs() -> Tensor { mappedEach { $0.magnitude } }

  /// -1, 0 or 1.
  public func sign() -> Tensor { mappedEach { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 } }

  /// x raised to a power, by the C library.
  public func power(_ exponent: Scalar) -> Tensor { mappedEach { raise($0, exponent) } }

  /// The larger of each pair, broadcast.
  public func maximum(_ other: Tensor) -> Tensor {
    elementwise("maximum", other) { $0 >= $1 || $0.isNaN ? $0 : $1 }
  }

  /// The smaller of each pair, broadcast.
  public func minimum(_ other: Tensor) -> Tensor {
    elementwise("minimum", other) { $0 <= $1 || $0.isNaN ? $0 : $1 }
  }

  /// Each element moved into the range.
  public func clamped(to range: ClosedRange<Scalar>) -> Tensor {
    mappedEach { Swift.min(Swift.max($0, range.lowerBound), range.upperBound) }
  }

  /// 1 where the two are equal and 0 elsewhere, broadcast.
  public func equals(_ other: Tensor) -> Tensor {
    elementwise("equals", other) { $0 == $1 ? 1 : 0 }
  }

  private func elementwise(
    _ name: String, _ other: Tensor, _ f: (Scalar, Scalar) -> Scalar
  )
    -> Tensor
  {
    Tensor.elementwise(
      name, self, other,
      run: { x, y, z, n in for i in 0..<n { z[i] = f(x[i], y[i]) } }, element: f)
  }

  private func mappedEach(_ f: (Scalar) -> Scalar) -> Tensor {
    mapped { x, y, n in for i in 0..<n { y[i] = f(x[i]) } }
  }
}

// Under names that the methods above do not hide.
func logarithm(_ x: Scalar) -> Scalar { log(x) }
private func raise(_ x: Scalar, _ exponent: Scalar) -> Scalar { pow(x, exponent) }
