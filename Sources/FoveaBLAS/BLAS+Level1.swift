internal import COpenBLAS

extension BLAS {
  /// Adds a multiple of a vector to another: y = alpha * x + y.
  ///
  /// - Parameters:
  ///   - count: elements of each vector.
  ///   - alpha: the factor of x.
  ///   - x: the vector that is added.
  ///   - strideX: elements from one of x to the next, 1 by default.
  ///   - y: the vector that is added to.
  ///   - strideY: as `strideX`, for y.
  public static func axpy(
    count: Int, alpha: Float, _ x: UnsafePointer<Float>, strideX: Int = 1,
    _ y: UnsafeMutablePointer<Float>, strideY: Int = 1
  ) {
    cblas_saxpy(
      index(count, "count", "BLAS.axpy"), alpha, x, stride(strideX, "strideX", "BLAS.axpy"),
      y, stride(strideY, "strideY", "BLAS.axpy"))
  }

  /// `axpy` in double precision; the overload for `Float` says what it does.
  public static func axpy(
    count: Int, alpha: Double, _ x: UnsafePointer<Double>, strideX: Int = 1,
    _ y: UnsafeMutablePointer<Double>, strideY: Int = 1
  ) {
    cblas_daxpy(
      index(count, "count", "BLAS.axpy"), alpha, x, stride(strideX, "strideX", "BLAS.axpy"),
      y, stride(strideY, "strideY", "BLAS.axpy"))
  }

  /// The inner product of two vectors, 0 for empty ones.
  ///
  /// OpenBLAS chooses the order of the sum, and may accumulate in a wider precision.
  ///
  /// - Parameters:
  ///   - count: elements of each vector.
  ///   - x: the first vector.
  ///   - strideX: elements from one of x to the next, 1 by default.
  ///   - y: the second vector.
  ///   - strideY: as `strideX`, for y.
  public static func dot(
    count: Int, _ x: UnsafePointer<Float>, strideX: Int = 1, _ y: UnsafePointer<Float>,
    strideY: Int = 1
  ) -> Float {
    cblas_sdot(
      index(count, "count", "BLAS.dot"), x, stride(strideX, "strideX", "BLAS.dot"),
      y, stride(strideY, "strideY", "BLAS.dot"))
  }

  /// `dot` in double precision; the overload for `Float` says what it does.
  public static func dot(
    count: Int, _ x: UnsafePointer<Double>, strideX: Int = 1, _ y: UnsafePointer<Double>,
    strideY: Int = 1
  ) -> Double {
    cblas_ddot(
      index(count, "count", "BLAS.dot"), x, stride(strideX, "strideX", "BLAS.dot"),
      y, stride(strideY, "strideY", "BLAS.dot"))
  }

  /// Multiplies a vector by a number: x = alpha * x.
  ///
  /// The factor 0 writes zeros whatever x holds; versions of OpenBLAS differ in what becomes of
  /// a NaN.
  ///
  /// - Parameters:
  ///   - count: elements of the vector.
  ///   - alpha: the factor.
  ///   - x: the vector.
  ///   - stride: elements from one of x to the next, 1 by default.
  public static func scale(
    count: Int, by alpha: Float, _ x: UnsafeMutablePointer<Float>, stride: Int = 1
  ) {
    let size = index(count, "count", "BLAS.scale")
    let step = FoveaBLAS.stride(stride, "stride", "BLAS.scale")
    if alpha == 0 {
      for i in 0..<count { x[i * stride] = 0 }
    } else {
      cblas_sscal(size, alpha, x, step)
    }
  }

  /// `scale` in double precision; the overload for `Float` says what it does.
  public static func scale(
    count: Int, by alpha: Double, _ x: UnsafeMutablePointer<Double>, stride: Int = 1
  ) {
    let size = index(count, "count", "BLAS.scale")
    let step = FoveaBLAS.stride(stride, "stride", "BLAS.scale")
    if alpha == 0 {
      for i in 0..<count { x[i * stride] = 0 }
    } else {
      cblas_dscal(size, alpha, x, step)
    }
  }

  /// The Euclidean length of a vector, 0 for an empty one, computed without needless overflow.
  ///
  /// - Parameters:
  ///   - count: elements of the vector.
  ///   - x: the vector.
  ///   - stride: elements from one of x to the next, 1 by default.
  public static func nrm2(count: Int, _ x: UnsafePointer<Float>, stride: Int = 1) -> Float {
    cblas_snrm2(
      index(count, "count", "BLAS.nrm2"), x, FoveaBLAS.stride(stride, "stride", "BLAS.nrm2"))
  }

  /// `nrm2` in double precision; the overload for `Float` says what it does.
  public static func nrm2(count: Int, _ x: UnsafePointer<Double>, stride: Int = 1) -> Double {
    cblas_dnrm2(
      index(count, "count", "BLAS.nrm2"), x, FoveaBLAS.stride(stride, "stride", "BLAS.nrm2"))
  }

  /// The sum of the absolute values of a vector, 0 for an empty one.
  ///
  /// - Parameters:
  ///   - count: elements of the vector.
  ///   - x: the vector.
  ///   - stride: elements from one of x to the next, 1 by default.
  public static func asum(count: Int, _ x: UnsafePointer<Float>, stride: Int = 1) -> Float {
    cblas_sasum(
      index(count, "count", "BLAS.asum"), x, FoveaBLAS.stride(stride, "stride", "BLAS.asum"))
  }

  /// `asum` in double precision; the overload for `Float` says what it does.
  public static func asum(count: Int, _ x: UnsafePointer<Double>, stride: Int = 1) -> Double {
    cblas_dasum(
      index(count, "count", "BLAS.asum"), x, FoveaBLAS.stride(stride, "stride", "BLAS.asum"))
  }
}
