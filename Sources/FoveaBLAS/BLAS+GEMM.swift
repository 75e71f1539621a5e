internal import COpenBLAS

extension BLAS {
  /// The product of two matrices, added to a third.
  ///
  ///     C = alpha * op(A) * op(B) + beta * C,   op(X) = X or X^T
  ///
  /// With `beta` 0, C is only written, so it may be uninitialised. With `k` 0 the product is zero
  /// and C is scaled by `beta`; with `m` or `n` 0 nothing happens.
  ///
  /// - Parameters:
  ///   - transposeA: op of A.
  ///   - transposeB: op of B.
  ///   - m: rows of op(A) and C.
  ///   - n: columns of op(B) and C.
  ///   - k: columns of op(A), rows of op(B).
  ///   - alpha: factor of the product, 1 by default.
  ///   - a: stored [m, k], or [k, m] if transposed.
  ///   - lda: elements from a stored row of A to the next, at least the row's length and 1.
  ///   - b: stored [k, n], or [n, k] if transposed.
  ///   - ldb: as `lda`, for B.
  ///   - beta: factor of C's old value, 0 by default.
  ///   - c: [m, n]; must not overlap A or B.
  ///   - ldc: as `lda`, for C.
  public static func gemm(
    _ transposeA: Transpose, _ transposeB: Transpose, m: Int, n: Int, k: Int, alpha: Float = 1,
    a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>, ldb: Int, beta: Float = 0,
    c: UnsafeMutablePointer<Float>, ldc: Int
  ) {
    let (rows, columns, depth) = (index(m, "m", name), index(n, "n", name), index(k, "k", name))
    cblas_sgemm(
      CblasRowMajor, transposeA.code, transposeB.code, rows, columns, depth, alpha,
      a, leading(lda, row: transposeA == .no ? k : m, "lda", name),
      b, leading(ldb, row: transposeB == .no ? n : k, "ldb", name), beta,
      c, leading(ldc, row: n, "ldc", name))
  }

  /// `gemm` in double precision; the overload for `Float` says what it does.
  public static func gemm(
    _ transposeA: Transpose, _ transposeB: Transpose, m: Int, n: Int, k: Int, alpha: Double = 1,
    a: UnsafePointer<Double>, lda: Int, b: UnsafePointer<Double>, ldb: Int, beta: Double = 0,
    c: UnsafeMutablePointer<Double>, ldc: Int
  ) {
    let (rows, columns, depth) = (index(m, "m", name), index(n, "n", name), index(k, "k", name))
    cblas_dgemm(
      CblasRowMajor, transposeA.code, transposeB.code, rows, columns, depth, alpha,
      a, leading(lda, row: transposeA == .no ? k : m, "lda", name),
      b, leading(ldb, row: transposeB == .no ? n : k, "ldb", name), beta,
      c, leading(ldc, row: n, "ldc", name))
  }
}

private let name: StaticString = "BLAS.gemm"
