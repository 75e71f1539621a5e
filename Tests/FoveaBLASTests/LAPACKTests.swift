import FoveaBLAS
import Testing

@Suite("LAPACK") struct LAPACKTests {
  @Test("eigenvalues of a known matrix")
  func knownEigenvalues() throws {
    // [[2, 1], [1, 2]], with the eigenvalues 1 and 3, around [2].
    let result = try LAPACK.symmetricEigen([2, 0, 1, 0, 2, 0, 1, 0, 2] as [Double], order: 3)
    #expect(distance(result.values, [1, 2, 3]) < 1e-14)
    let half = 0.5.squareRoot()
    #expect(distance(result.vectors.map(abs), [half, 0, half, 0, 1, 0, half, 0, half]) < 1e-14)
  }

  @Test(
    "eigenvectors rebuild the matrix and are orthonormal", arguments: [1, 2, 9, 60],
    [BLAS.Triangle.lower, .upper])
  func eigen(n: Int, half: BLAS.Triangle) throws {
    try checkEigen(Float.self, n, half)
    try checkEigen(Double.self, n, half)
  }

  private func checkEigen<T: Precision>(_ type: T.Type, _ n: Int, _ half: BLAS.Triangle) throws {
    var numbers = SmallIntegers(seed: UInt64(n))
    let square: [T] = numbers.array(n * n)
    // Only the named triangle of `square` counts.
    let symmetric = (0..<n * n).map { place -> T in
      let (i, j) = (place / n, place % n)
      return (half == .lower) == (i >= j) ? square[i * n + j] : square[j * n + i]
    }
    let (values, vectors) = try T.eigen(square, n, half)
    #expect(values == values.sorted())
    let scaled = (0..<n * n).map { values[$0 / n] * vectors[$0] }
    // Backward stable: the error is a small multiple of n units of rounding of the norm, which is
    // at most 4 n.
    let tolerance = T(4 * n) * T(n) * T.ulpOfOne
    #expect(distance(product(flipped(vectors, n, n), scaled, n, n, n), symmetric) <= 4 * tolerance)
    #expect(distance(product(vectors, flipped(vectors, n, n), n, n, n), identity(n)) <= tolerance)
  }

  @Test("singular values of a known matrix")
  func knownSingularValues() throws {
    let (u, s, vt) = try LAPACK.thinSVD([0, 3, 0, 0, 0, -2] as [Float], rows: 2, columns: 3)
    #expect(s == [3, 2])
    #expect(u.map(abs) == [1, 0, 0, 1])
    #expect(vt.map(abs) == [0, 1, 0, 0, 0, 1])
    #expect(u[0] * vt[1] == 1 && u[3] * vt[5] == -1)
  }

  @Test(
    "singular vectors rebuild the matrix and are orthonormal",
    arguments: [(1, 1), (1, 7), (7, 1), (5, 12), (40, 13), (30, 30)])
  func svd(m: Int, n: Int) throws {
    try checkSVD(Float.self, m, n)
    try checkSVD(Double.self, m, n)
  }

  private func checkSVD<T: Precision>(_ type: T.Type, _ m: Int, _ n: Int) throws {
    var numbers = SmallIntegers(seed: UInt64(m * 100 + n))
    let a: [T] = numbers.array(m * n)
    let (u, s, vt) = try T.svd(a, m, n)
    let k = min(m, n)
    #expect(s == s.sorted(by: >) && s.allSatisfy { $0 >= 0 })
    let scaled = (0..<k * n).map { s[$0 / n] * vt[$0] }
    let tolerance = T(4 * max(m, n)) * T(max(m, n)) * T.ulpOfOne
    #expect(distance(product(u, scaled, m, k, n), a) <= 4 * tolerance)
    #expect(distance(product(flipped(u, m, k), u, k, m, k), identity(k)) <= tolerance)
    #expect(distance(product(vt, flipped(vt, k, n), k, n, k), identity(k)) <= tolerance)
  }

  @Test("least squares finds the solution that was put in", arguments: [(6, 4), (4, 4), (20, 3)])
  func leastSquares(m: Int, n: Int) throws {
    try checkLeastSquares(Float.self, m, n)
    try checkLeastSquares(Double.self, m, n)
  }

  private func checkLeastSquares<T: Precision>(_ type: T.Type, _ m: Int, _ n: Int) throws {
    // Columns that are far from dependent: a large diagonal over small integers.
    var numbers = SmallIntegers(seed: UInt64(m + n))
    var a: [T] = numbers.array(m * n)
    for i in 0..<n { a[i * n + i] += 20 }
    let x: [T] = numbers.array(n * 2)
    let (solution, rank, values) = try T.leastSquares(a, m, n, product(a, x, m, n, 2), 2)
    #expect(distance(solution, x) <= 1000 * T.ulpOfOne)
    #expect(rank == n && values.count == n && values == values.sorted(by: >))
  }

  @Test("the residual of least squares is orthogonal to the columns")
  func residual() throws {
    // The line through (0, 6), (1, 0), (2, 0): 5 - 3 x.
    let line = try LAPACK.leastSquares(
      [1, 0, 1, 1, 1, 2] as [Double], rows: 3, columns: 2, [6, 0, 0])
    #expect(distance(line.solution, [5, -3]) < 1e-13)
  }

  @Test("with dependent columns the shortest solution and the rank come back")
  func rankDeficient() throws {
    let a: [Double] = [1, 1, 2, 2, 3, 3]
    let result = try LAPACK.leastSquares(a, rows: 3, columns: 2, [2, 4, 6])
    #expect(result.rank == 1)
    #expect(distance(result.solution, [1, 1]) < 1e-14)
    #expect(result.singularValues[1] < 1e-14)
  }

  @Test("rounding in dependent columns does not count as rank")
  func rankUnderRounding() throws {
    var numbers = SmallIntegers(seed: 5)
    var a: [Double] = numbers.array(12 * 3)
    // The third column is a combination of the others, but for the rounding of 0.1 and 0.7.
    for i in 0..<12 { a[i * 3 + 2] = 0.1 * a[i * 3] + 0.7 * a[i * 3 + 1] }
    let b = [Double](repeating: 1, count: 12)
    let result = try LAPACK.leastSquares(a, rows: 12, columns: 3, b)
    #expect(result.rank == 2)
    #expect(result.solution.allSatisfy { abs($0) < 10 })
  }

  @Test("the tolerance decides what counts as rank")
  func rankByTolerance() throws {
    let a: [Double] = [1, 0, 0, 1e-3]
    let strict = try LAPACK.leastSquares(a, rows: 2, columns: 2, [1, 1], tolerance: 1e-4)
    #expect(strict.rank == 2 && distance(strict.solution, [1, 1000]) < 1e-10)
    let loose = try LAPACK.leastSquares(a, rows: 2, columns: 2, [1, 1], tolerance: 1e-2)
    #expect(loose.rank == 1 && distance(loose.solution, [1, 0]) < 1e-14)
  }

  @Test("with fewer equations than unknowns the shortest solution comes back")
  func underdetermined() throws {
    let result = try LAPACK.leastSquares(
      [3, 4] as [Float], rows: 1, columns: 2, [25, 50], rightHandSides: 2)
    #expect(distance(result.solution, [3, 6, 4, 8]) < 1e-5)
  }

  @Test("Cholesky finds the solution that was put in", arguments: [1, 2, 10, 70], [1, 3])
  func cholesky(n: Int, sides: Int) throws {
    try checkCholesky(Float.self, n, sides)
    try checkCholesky(Double.self, n, sides)
  }

  private func checkCholesky<T: Precision>(_ type: T.Type, _ n: Int, _ sides: Int) throws {
    // M M^T + (20 n) I: eigenvalues from 20 n to 20 n plus some 16 n, well conditioned.
    var numbers = SmallIntegers(seed: UInt64(n * 10 + sides))
    let root: [T] = numbers.array(n * n)
    var a = product(root, flipped(root, n, n), n, n, n)
    for i in 0..<n { a[i * n + i] += T(20 * n) }
    let x: [T] = numbers.array(n * sides)
    let b = product(a, x, n, n, sides)
    #expect(distance(try T.cholesky(a, n, b, sides), x) <= T(50 * n) * T.ulpOfOne)
    // The upper triangle does not count.
    for i in 0..<n { for j in i + 1..<max(n, i + 1) { a[i * n + j] = 1000 } }
    #expect(distance(try T.cholesky(a, n, b, sides), x) <= T(50 * n) * T.ulpOfOne)
  }

  /// The size of ssyevd's workspace, 18,030,009, is odd and beyond 2^24: no `Float` holds it.
  @Test("an eigenproblem whose workspace a Float cannot count")
  func largeWorkspace() throws {
    let n = 3001
    var a = [Float](repeating: 0, count: n * n)
    for i in 0..<n { a[i * n + i] = Float(n - i) }
    #expect(try LAPACK.symmetricEigen(a, order: n).values == (1...n).map(Float.init))
  }

  @Test("empty matrices give empty results")
  func empty() throws {
    #expect(try LAPACK.symmetricEigen([] as [Double], order: 0).values == [])
    let svd = try LAPACK.thinSVD([] as [Double], rows: 0, columns: 3)
    #expect(svd.u == [] && svd.s == [] && svd.vt == [])
    let free = try LAPACK.leastSquares([] as [Double], rows: 0, columns: 2, [])
    #expect(free.solution == [0, 0] && free.rank == 0)
    let none = try LAPACK.leastSquares(
      [1, 2] as [Double], rows: 2, columns: 1, [], rightHandSides: 0)
    #expect(none.solution == [] && none.rank == 1)
    #expect(try LAPACK.choleskySolve([] as [Double], order: 0, []) == [])
  }
}
