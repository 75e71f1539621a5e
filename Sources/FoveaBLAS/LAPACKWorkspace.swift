/// The least lengths of workspaces, in elements, as LAPACK's manual (3.12) states them.
enum LAPACKWorkspace {
  /// syevd with vectors, for an n x n matrix.
  static func symmetricEigen(_ n: Int) -> Int { 1 + 6 * n + 2 * n * n }

  /// gesdd for the thin factors of an m x n matrix; releases before 3.7 asked for `longer` as well.
  static func thinSVD(_ m: Int, _ n: Int) -> Int {
    let (k, longer) = (min(m, n), max(m, n))
    return 3 * k + max(longer, 4 * k * k + 4 * k)
  }

  /// gelsd for an m x n matrix; for wide ones with the k x k factor that it prefers to keep.
  static func leastSquares(_ m: Int, _ n: Int, rightHandSides: Int) -> Int {
    let k = min(m, n)
    // Subproblems of at most 25 rows, ILAENV's choice, and the levels of halving down to them.
    let small = 25
    let levels = Int.bitWidth - (k / (small + 1)).leadingZeroBitCount
    let inner = k * (9 + 2 * small + 8 * levels + rightHandSides) + (small + 1) * (small + 1)
    return inner + (m < n ? k * k + 4 * k : 3 * k)
  }
}
