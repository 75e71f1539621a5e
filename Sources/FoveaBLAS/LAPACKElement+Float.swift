internal import CLAPACKE
internal import COpenBLAS

extension Float: LAPACKElement {
  static var letter: String { "s" }

  static func syevd(
    _ triangle: CChar, _ n: LAPACKInt, _ a: Pointer, _ w: Pointer,
    _ work: Pointer, _ size: LAPACKInt, _ indices: Indices, _ indexCount: LAPACKInt
  ) -> LAPACKInt {
    LAPACKE_ssyevd_work(
      LAPACK_COL_MAJOR, ascii("V"), triangle, n, a, max(1, n), w, work, size, indices, indexCount)
  }

  static func gesdd(
    _ m: LAPACKInt, _ n: LAPACKInt, _ a: Pointer, _ s: Pointer, _ u: Pointer, _ vt: Pointer,
    _ work: Pointer, _ size: LAPACKInt, _ indices: Indices
  ) -> LAPACKInt {
    LAPACKE_sgesdd_work(
      LAPACK_COL_MAJOR, ascii("S"), m, n, a, m, s, u, m, vt, min(m, n), work, size, indices)
  }

  static func gelsd(
    _ m: LAPACKInt, _ n: LAPACKInt, _ columns: LAPACKInt, _ a: Pointer, _ b: Pointer,
    _ s: Pointer, _ tolerance: Self, _ rank: Indices,
    _ work: Pointer, _ size: LAPACKInt, _ indices: Indices
  ) -> LAPACKInt {
    LAPACKE_sgelsd_work(
      LAPACK_COL_MAJOR, m, n, columns, a, m, b, max(m, n), s, tolerance, rank, work, size, indices)
  }

  static func potrf(_ triangle: CChar, _ n: LAPACKInt, _ a: Pointer) -> LAPACKInt {
    LAPACKE_spotrf_work(LAPACK_COL_MAJOR, triangle, n, a, n)
  }

  static func trsm(
    _ transpose: CBLAS_TRANSPOSE, _ n: LAPACKInt, _ columns: LAPACKInt, _ l: Pointer, _ b: Pointer
  ) {
    cblas_strsm(
      CblasRowMajor, CblasLeft, CblasLower, transpose, CblasNonUnit,
      blasint(n), blasint(columns), 1, l, blasint(n), b, blasint(columns))
  }

  static func sumOfMagnitudes(_ count: Int, _ x: UnsafePointer<Self>) -> Self {
    BLAS.asum(count: count, x)
  }
}
