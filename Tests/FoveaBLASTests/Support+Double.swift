import FoveaBLAS

extension Double: Precision {
  static func gemm(
    _ p: BLAS.Transpose, _ q: BLAS.Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Self,
    _ a: Input, _ lda: Int, _ b: Input, _ ldb: Int, _ beta: Self, _ c: Output, _ ldc: Int
  ) {
    BLAS.gemm(
      p, q, m: m, n: n, k: k, alpha: alpha, a: a, lda: lda, b: b, ldb: ldb, beta: beta,
      c: c, ldc: ldc)
  }

  static func gemv(
    _ p: BLAS.Transpose, _ m: Int, _ n: Int, _ alpha: Self, _ a: Input, _ lda: Int,
    _ x: Input, _ strideX: Int, _ beta: Self, _ y: Output, _ strideY: Int
  ) {
    BLAS.gemv(
      p, m: m, n: n, alpha: alpha, a: a, lda: lda, x: x, strideX: strideX, beta: beta,
      y: y, strideY: strideY)
  }

  static func syrk(
    _ half: BLAS.Triangle, _ p: BLAS.Transpose, _ n: Int, _ k: Int, _ alpha: Self,
    _ a: Input, _ lda: Int, _ beta: Self, _ c: Output, _ ldc: Int
  ) {
    BLAS.syrk(half, p, n: n, k: k, alpha: alpha, a: a, lda: lda, beta: beta, c: c, ldc: ldc)
  }

  static func axpy(
    _ count: Int, _ alpha: Self, _ x: Input, _ strideX: Int, _ y: Output, _ strideY: Int
  ) {
    BLAS.axpy(count: count, alpha: alpha, x, strideX: strideX, y, strideY: strideY)
  }

  static func dot(_ count: Int, _ x: Input, _ strideX: Int, _ y: Input, _ strideY: Int) -> Self {
    BLAS.dot(count: count, x, strideX: strideX, y, strideY: strideY)
  }

  static func scale(_ count: Int, _ alpha: Self, _ x: Output, _ stride: Int) {
    BLAS.scale(count: count, by: alpha, x, stride: stride)
  }

  static func nrm2(_ count: Int, _ x: Input, _ stride: Int) -> Self {
    BLAS.nrm2(count: count, x, stride: stride)
  }

  static func asum(_ count: Int, _ x: Input, _ stride: Int) -> Self {
    BLAS.asum(count: count, x, stride: stride)
  }

  static func eigen(
    _ a: [Self], _ n: Int, _ half: BLAS.Triangle
  ) throws(LAPACKError) -> (
    values: [Self], vectors: [Self]
  ) {
    try LAPACK.symmetricEigen(a, order: n, triangle: half)
  }

  static func svd(
    _ a: [Self], _ m: Int, _ n: Int
  ) throws(LAPACKError) -> (
    u: [Self], s: [Self], vt: [Self]
  ) {
    try LAPACK.thinSVD(a, rows: m, columns: n)
  }

  static func leastSquares(
    _ a: [Self], _ m: Int, _ n: Int, _ b: [Self], _ sides: Int
  ) throws(LAPACKError) -> (solution: [Self], rank: Int, singularValues: [Self]) {
    try LAPACK.leastSquares(a, rows: m, columns: n, b, rightHandSides: sides)
  }

  static func cholesky(
    _ a: [Self], _ n: Int, _ b: [Self], _ sides: Int
  ) throws(LAPACKError) -> [Self] {
    try LAPACK.choleskySolve(a, order: n, b, rightHandSides: sides)
  }
}
