internal import CLAPACKE

extension LAPACK {
  /// The X of least norm among those that minimise |A X - B|, column by column, by SVD (gelsd).
  ///
  /// A may have any shape and any rank. The SVD costs a few times what a QR decomposition would,
  /// but stays right when columns of A depend on one another, as features of real data do. Both
  /// matrices are transposed into column-major copies.
  ///
  /// - Parameters:
  ///   - a: [m, n].
  ///   - m: rows of A and B.
  ///   - n: columns of A, rows of X.
  ///   - b: [m, right-hand sides], one right-hand side a column.
  ///   - rightHandSides: how many right-hand sides, 1 by default.
  ///   - tolerance: singular values up to this share of the largest count as zero; by default
  ///     max(m, n) times the unit of rounding, the error that a computed singular value may carry.
  ///     For one that is not between 0 and 1 LAPACK takes the unit of rounding.
  /// - Returns: X [n, right-hand sides]; the rank of A under `tolerance`; A's min(m, n) singular
  ///   values, descending.
  /// - Throws: `LAPACKError` if an element is not finite, the SVD does not converge, or the workspace is too
  ///   long for LAPACK's 32-bit index type.
  /// - Complexity: O(m n min(m, n)).
  /// - Source: Golub and Van Loan, Matrix Computations (2013), 5.5.
  public static func leastSquares(
    _ a: [Double], rows m: Int, columns n: Int, _ b: [Double], rightHandSides columns: Int = 1,
    tolerance: Double? = nil
  ) throws(LAPACKError) -> (solution: [Double], rank: Int, singularValues: [Double]) {
    try minimise(a, m, n, b, columns, tolerance)
  }

  /// `leastSquares` in single precision; the overload for `Double` says what it does.
  public static func leastSquares(
    _ a: [Float], rows m: Int, columns n: Int, _ b: [Float], rightHandSides columns: Int = 1,
    tolerance: Float? = nil
  ) throws(LAPACKError) -> (solution: [Float], rank: Int, singularValues: [Float]) {
    try minimise(a, m, n, b, columns, tolerance)
  }
}

private func minimise<T: LAPACKElement>(
  _ a: [T], _ m: Int, _ n: Int, _ b: [T], _ columns: Int, _ tolerance: T?
) throws(LAPACKError) -> (solution: [T], rank: Int, singularValues: [T]) {
  let (routine, name) = (T.letter + "gelsd", "LAPACK.leastSquares" as StaticString)
  let (rowCount, columnCount) = (size(m, "rows", name), size(n, "columns", name))
  let sideCount = size(columns, "rightHandSides", name)
  checkCount(a, m, n, "a", name)
  checkCount(b, m, columns, "b", name)
  try checkFinite(a, columns: n, "the matrix", routine, info: -5)
  try checkFinite(b, columns: columns, "the right-hand side", routine, info: -7)
  try T.checkWorkspace(LAPACKWorkspace.leastSquares(m, n, rightHandSides: columns), routine)
  let k = min(m, n)
  if k == 0 { return ([T](repeating: 0, count: n * columns), 0, []) }
  if columns == 0 {
    // gelsd refuses this; with one column of zeros it still tells the rank.
    let one = try minimise(a, m, n, [T](repeating: 0, count: m), 1, tolerance)
    return ([], one.rank, one.singularValues)
  }

  var matrix = transposed(a, rows: m, columns: n, stride: m)
  // X takes B's place, so each right-hand side has room for the longer of the two.
  var sides = transposed(b, rows: m, columns: columns, stride: max(m, n))
  var values = [T](repeating: 0, count: k)
  var (rank, indexAnswer): (LAPACKInt, LAPACKInt) = (0, 0)
  var answer: T = 0
  let cutoff = tolerance ?? T(max(m, n)) * T.ulpOfOne
  var info = T.gelsd(
    rowCount, columnCount, sideCount, &matrix, &sides, &values, cutoff, &rank,
    &answer, -1, &indexAnswer)
  if info == 0 {
    let count = try T.workspace(answer, routine)
    var work = [T](repeating: 0, count: Int(count))
    var indices = [LAPACKInt](repeating: 0, count: Int(max(1, indexAnswer)))
    info = T.gelsd(
      rowCount, columnCount, sideCount, &matrix, &sides, &values, cutoff, &rank,
      &work, count, &indices)
  }
  try checkInfo(info, routine) { "the singular values did not converge (\($0) of them)" }
  return (untransposed(sides, rows: n, columns: columns, stride: max(m, n)), Int(rank), values)
}
