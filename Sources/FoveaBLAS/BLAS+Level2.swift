internal import COpenBLAS

extension BLAS {
  /// The product of a matrix and a vector, added to a second vector.
  ///
  ///     y = alpha * op(A) * x + beta * y,   op(A) = A or A^T
  ///
  /// With `beta` 0, y is only written. Unlike the reference BLAS, which does nothing, an empty x
  /// scales y by `beta`, as an empty sum should and as `gemm` does.
  ///
  /// - Parameters:
  ///   - transpose: op of A.
  ///   - m: rows of A as stored.
  ///   - n: columns of A as stored.
  ///   - alpha: factor of the product, 1 by default.
  ///   - a: [m, n].
  ///   - lda: elements from a row of A to the next, at least `n` and 1.
  ///   - x: n elements, or m if transposed.
  ///   - strideX: elements from one of x to the next, 1 by default.
  ///   - beta: factor of y's old value, 0 by default.
  ///   - y: m elements, or n if transposed; must not overlap A or x.
  ///   - strideY: as `strideX`, for y.
  public static func gemv(
    _ transpose: Transpose, m: Int, n: Int, alpha: Float = 1, a: UnsafePointer<Float>, lda: Int,
    x: UnsafePointer<Float>, strideX: Int = 1, beta: Float = 0, y: UnsafeMutablePointer<Float>,
    strideY: Int = 1
  ) {
    let (rows, columns) = (index(m, "m", name), index(n, "n", name))
    let rowStride = leading(lda, row: n, "lda", name)
    let (stepX, stepY) = (stride(strideX, "strideX", name), stride(strideY, "strideY", name))
    // OpenBLAS scales y first and some versions let a NaN survive the factor 0; `scale` does not.
    if beta == 0 || m == 0 || n == 0 {
      scale(count: transpose == .no ? m : n, by: beta, y, stride: strideY)
    }
    if m == 0 || n == 0 { return }
    cblas_sgemv(
      CblasRowMajor, transpose.code, rows, columns, alpha, a, rowStride, x, stepX, beta, y, stepY)
  }

  /// `gemv` in double precision; the overload for `Float` says what it does.
  public static func gemv(
    _ transpose: Transpose, m: Int, n: Int, alpha: Double = 1, a: UnsafePointer<Double>, lda: Int,
    x: UnsafePointer<Double>, strideX: Int = 1, beta: Double = 0, y: UnsafeMutablePointer<Double>,
    strideY: Int = 1
  ) {
    let (rows, columns) = (index(m, "m", name), index(n, "n", name))
    let rowStride = leading(lda, row: n, "lda", name)
    let (stepX, stepY) = (stride(strideX, "strideX", name), stride(strideY, "strideY", name))
    // OpenBLAS scales y first and some versions let a NaN survive the factor 0; `scale` does not.
    if beta == 0 || m == 0 || n == 0 {
      scale(count: transpose == .no ? m : n, by: beta, y, stride: strideY)
    }
    if m == 0 || n == 0 { return }
    cblas_dgemv(
      CblasRowMajor, transpose.code, rows, columns, alpha, a, rowStride, x, stepX, beta, y, stepY)
  }
}

private let name: StaticString = "BLAS.gemv"
