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

  /// -1, 0 or 1; NaN for NaN.
  public func sign() -> Tensor { mappedEach { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 } }

  /// x raised to a power, by the C library.
  public func power(_ exponent: Scalar) -> Tensor { mappedEach { raise($0, exponent) } }

  /// The larger of each pair, broadcast; NaN where either is.
  public func maximum(_ other: Tensor) -> Tensor {
    elementwise("maximum", other) { $0 >= $1 || $0 != $0 ? $0 : $1 }
  }

  /// The smaller of each pair, broadcast; NaN where either is.
  public func minimum(_ other: Tensor) -> Tensor {
    elementwise("minimum", other) { $0 <= $1 || $0 != $0 ? $0 : $1 }
  }

  /// Each element moved into the range; NaN stays.
  public func clamped(to range: ClosedRange<Scalar>) -> Tensor {
    let (low, high) = (range.lowerBound, range.upperBound)
    // Selections, not calls of min and max: these vectorise.
    return mappedEach { $0 < low ? low : $0 > high ? high : $0 }
  }

  /// 1 where the two are equal and 0 elsewhere, broadcast.
  public func equals(_ other: Tensor) -> Tensor {
    elementwise("equals", other) { $0 == $1 ? 1 : 0 }
  }

  private func elementwise(
    _ name: String, _ other: Tensor, _ f: (Scalar, Scalar) -> Scalar
  ) -> Tensor {
    Tensor.elementwise(name, self, other) { x, y, z, n in
      for i in 0..<n { z[i] = f(x[i], y[i]) }
    }
  }

  private func mappedEach(_ f: (Scalar) -> Scalar) -> Tensor {
    mapped { x, y, n in for i in 0..<n { y[i] = f(x[i]) } }
  }
}

// Under names that the methods above do not hide.
func logarithm(_ x: Scalar) -> Scalar { log(x) }
private func raise(_ x: Scalar, _ exponent: Scalar) -> Scalar { pow(x, exponent) }
