internal import COpenBLAS

extension BLAS {
  /// The product of a matrix and its own transpose, added to a symmetric matrix.
  ///
  ///     C = alpha * A * A^T + beta * C    (.no,  A stored [n, k])
  ///     C = alpha * A^T * A + beta * C    (.yes, A stored [k, n])
  ///
  /// Only one triangle of C is computed, with half of gemm's work; the other keeps its values. With
  /// `beta` 0 the triangle is only written; with `k` 0 it is scaled by `beta`.
  ///
  /// - Parameters:
  ///   - triangle: the half of C that is computed.
  ///   - transpose: whether the first factor is A^T.
  ///   - n: rows and columns of C.
  ///   - k: the length that is summed over.
  ///   - alpha: factor of the product, 1 by default.
  ///   - a: [n, k], or [k, n] if transposed.
  ///   - lda: elements from a stored row of A to the next, at least the row's length and 1.
  ///   - beta: factor of C's old value, 0 by default.
  ///   - c: [n, n]; must not overlap A.
  ///   - ldc: as `lda`, for C.
  public static func syrk(
    _ triangle: Triangle, _ transpose: Transpose, n: Int, k: Int, alpha: Float = 1,
    a: UnsafePointer<Float>, lda: Int, beta: Float = 0, c: UnsafeMutablePointer<Float>, ldc: Int
  ) {
    let (order, depth) = (index(n, "n", name), index(k, "k", name))
    cblas_ssyrk(
      CblasRowMajor, triangle.code, transpose.code, order, depth, alpha,
      a, leading(lda, row: transpose == .no ? k : n, "lda", name), beta,
      c, leading(ldc, row: n, "ldc", name))
  }

  /// `syrk` in double precision; the overload for `Float` says what it does.
  public static func syrk(
    _ triangle: Triangle, _ transpose: Transpose, n: Int, k: Int, alpha: Double = 1,
    a: UnsafePointer<Double>, lda: Int, beta: Double = 0, c: UnsafeMutablePointer<Double>, ldc: Int
  ) {
    let (order, depth) = (index(n, "n", name), index(k, "k", name))
    cblas_dsyrk(
      CblasRowMajor, triangle.code, transpose.code, order, depth, alpha,
      a, leading(lda, row: transpose == .no ? k : n, "lda", name), beta,
      c, leading(ldc, row: n, "ldc", name))
  }
}

private let name: StaticString = "BLAS.syrk"
