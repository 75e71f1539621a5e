internal import CLAPACKE

extension LAPACK {
  /// The eigenvalues and eigenvectors of a symmetric matrix, by divide and conquer (syevd).
  ///
  ///     A = sum_i values[i] * v_i^T * v_i,   v_i = row i of the vectors, orthonormal
  ///
  /// LAPACK returns the eigenvectors as columns of a column-major matrix, which are the rows of a
  /// row-major one: nothing is transposed. An eigenvector's sign is LAPACK's choice.
  ///
  /// - Parameters:
  ///   - matrix: [n, n]; only one triangle is used, but every element must be finite.
  ///   - n: rows and columns.
  ///   - triangle: the half that is used, the lower by default.
  /// - Returns: n eigenvalues in ascending order and [n, n] eigenvectors, one a row.
  /// - Throws: `LAPACKError` if an element is not finite, the iteration does not converge, or n is above
  ///   32,766: the workspace is then too long for LAPACK's 32-bit index type.
  /// - Complexity: about 9 n^3 multiplications at most, often far fewer.
  /// - Source: Anderson et al., LAPACK Users' Guide (1999), 2.3.4; Cuppen (1981).
  public static func symmetricEigen(
    _ matrix: [Double], order n: Int, triangle: BLAS.Triangle = .lower
  ) throws(LAPACKError) -> (values: [Double], vectors: [Double]) {
    try eigen(matrix, n, triangle)
  }

  /// `symmetricEigen` in single precision; the overload for `Double` says what it does.
  public static func symmetricEigen(
    _ matrix: [Float], order n: Int, triangle: BLAS.Triangle = .lower
  ) throws(LAPACKError) -> (values: [Float], vectors: [Float]) {
    try eigen(matrix, n, triangle)
  }
}

private func eigen<T: LAPACKElement>(
  _ matrix: [T], _ n: Int, _ triangle: BLAS.Triangle
) throws(LAPACKError) -> (values: [T], vectors: [T]) {
  let routine = T.letter + "syevd"
  let order = size(n, "order", "LAPACK.symmetricEigen")
  checkCount(matrix, n, n, "matrix", "LAPACK.symmetricEigen")
  try checkFinite(matrix, columns: n, "the matrix", routine, info: -5)
  try T.checkWorkspace(LAPACKWorkspace.symmetricEigen(n), routine)
  if n == 0 { return ([], []) }

  var vectors = matrix
  var values = [T](repeating: 0, count: n)
  var (answer, indexAnswer): (T, LAPACKInt) = (0, 0)
  var info = T.syevd(
    triangle.transposedCode, order, &vectors, &values, &answer, -1, &indexAnswer, -1)
  if info == 0 {
    let count = try T.workspace(answer, routine)
    var work = [T](repeating: 0, count: Int(count))
    var indices = [LAPACKInt](repeating: 0, count: Int(indexAnswer))
    info = T.syevd(
      triangle.transposedCode, order, &vectors, &values, &work, count, &indices, indexAnswer)
  }
  try checkInfo(info, routine) { "an eigenvalue did not converge (block code \($0))" }
  return (values, vectors)
}
