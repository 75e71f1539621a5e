internal import CLAPACKE
internal import COpenBLAS

extension LAPACK {
  /// The solution X of A X = B for a symmetric positive definite A, by Cholesky (potrf).
  ///
  ///     A = L L^T,   L Y = B,   L^T X = Y
  ///
  /// The factor that LAPACK leaves is L in row-major order, so the two triangular systems are
  /// solved on row-major B in place (trsm): nothing is transposed.
  ///
  /// - Parameters:
  ///   - a: [n, n]; only the lower triangle is used, but every element must be finite.
  ///   - n: rows and columns of A.
  ///   - b: [n, right-hand sides], one right-hand side a column.
  ///   - rightHandSides: how many, 1 by default.
  /// - Returns: X [n, right-hand sides].
  /// - Throws: `LAPACKError` if A is not positive definite (info is the order of the first leading
  ///   minor that is not) or an element is not finite.
  /// - Complexity: n^3 / 6 + n^2 * rightHandSides multiplications.
  /// - Source: Golub and Van Loan, Matrix Computations (2013), 4.2.
  public static func choleskySolve(
    _ a: [Double], order n: Int, _ b: [Double], rightHandSides: Int = 1
  ) throws(LAPACKError) -> [Double] {
    try solve(a, n, b, rightHandSides)
  }

  /// `choleskySolve` in single precision; the overload for `Double` says what it does.
  public static func choleskySolve(
    _ a: [Float], order n: Int, _ b: [Float], rightHandSides: Int = 1
  ) throws(LAPACKError) -> [Float] {
    try solve(a, n, b, rightHandSides)
  }
}

private func solve<T: LAPACKElement>(
  _ a: [T], _ n: Int, _ b: [T], _ columns: Int
) throws(LAPACKError) -> [T] {
  let name: StaticString = "LAPACK.choleskySolve"
  let (order, sides) = (size(n, "order", name), size(columns, "rightHandSides", name))
  checkCount(a, n, n, "a", name)
  checkCount(b, n, columns, "b", name)
  try checkFinite(a, columns: n, "the matrix", T.letter + "potrf", info: -4)
  try checkFinite(b, columns: columns, "the right-hand side", T.letter + "trsm", info: -11)
  if n == 0 || columns == 0 { return b }

  var (factor, solution) = (a, b)
  let info = T.potrf(BLAS.Triangle.lower.transposedCode, order, &factor)
  try checkInfo(info, T.letter + "potrf") {
    "the matrix is not positive definite: its leading minor of order \($0) is not"
  }
  T.trsm(CblasNoTrans, order, sides, &factor, &solution)
  T.trsm(CblasTrans, order, sides, &factor, &solution)
  return solution
}
