internal import CLAPACKE

extension LAPACK {
  /// The thin singular value decomposition of a matrix, by divide and conquer (gesdd).
  ///
  ///     A = U * diag(s) * V^T,   k = min(m, n)
  ///
  /// A row-major A is A^T to LAPACK, whose decomposition A^T = V * diag(s) * U^T holds the same
  /// factors exchanged: nothing is transposed. The sign of each pair of singular vectors is
  /// LAPACK's choice.
  ///
  /// - Parameters:
  ///   - matrix: [m, n].
  ///   - m: rows.
  ///   - n: columns.
  /// - Returns: U [m, k] with orthonormal columns; s, k singular values, descending, none negative;
  ///   V^T [k, n] with orthonormal rows.
  /// - Throws: `LAPACKError` if an element is not finite, the iteration does not converge, or k is above
  ///   23,169: the workspace is then too long for LAPACK's 32-bit index type.
  /// - Complexity: O(m n k).
  /// - Source: Gu and Eisenstat (1995), A divide-and-conquer algorithm for the bidiagonal SVD.
  public static func thinSVD(
    _ matrix: [Double], rows m: Int, columns n: Int
  ) throws(LAPACKError) -> (u: [Double], s: [Double], vt: [Double]) {
    try svd(matrix, m, n)
  }

  /// `thinSVD` in single precision; the overload for `Double` says what it does.
  public static func thinSVD(
    _ matrix: [Float], rows m: Int, columns n: Int
  ) throws(LAPACKError) -> (u: [Float], s: [Float], vt: [Float]) {
    try svd(matrix, m, n)
  }
}

private func svd<T: LAPACKElement>(
  _ matrix: [T], _ m: Int, _ n: Int
) throws(LAPACKError) -> (u: [T], s: [T], vt: [T]) {
  let routine = T.letter + "gesdd"
  let (rows, columns) = (size(m, "rows", "LAPACK.thinSVD"), size(n, "columns", "LAPACK.thinSVD"))
  checkCount(matrix, m, n, "matrix", "LAPACK.thinSVD")
  try checkFinite(matrix, columns: n, "the matrix", routine, info: -5)
  try T.checkWorkspace(LAPACKWorkspace.thinSVD(m, n), routine)
  let k = min(m, n)
  if k == 0 { return ([], [], []) }

  // Named as we return them; LAPACK's U [n, k] is our V^T and its V^T [k, m] our U.
  var a = matrix
  var u = [T](repeating: 0, count: m * k)
  var s = [T](repeating: 0, count: k)
  var vt = [T](repeating: 0, count: k * n)
  var indices = [LAPACKInt](repeating: 0, count: 8 * k)
  var answer: T = 0
  var info = T.gesdd(columns, rows, &a, &s, &vt, &u, &answer, -1, &indices)
  if info == 0 {
    let count = try T.workspace(answer, routine)
    var work = [T](repeating: 0, count: Int(count))
    info = T.gesdd(columns, rows, &a, &s, &vt, &u, &work, count, &indices)
  }
  try checkInfo(info, routine) { _ in "the singular values did not converge" }
  return (u, s, vt)
}
