import FoveaBLAS
import Testing

@Suite("LAPACK errors") struct LAPACKErrorTests {
  @Test("a matrix that is not positive definite names the routine, the code and the minor")
  func notPositiveDefinite() {
    let error = #expect(throws: LAPACKError.self) {
      try LAPACK.choleskySolve([4, 2, 0, 2, 1, 0, 0, 0, 1] as [Double], order: 3, [1, 1, 1])
    }
    #expect(error?.routine == "dpotrf")
    #expect(error?.info == 2)
    #expect(
      error?.description
        == "LAPACK dpotrf: the matrix is not positive definite: its leading minor of order 2 "
        + "is not (info 2)")
  }

  @Test("NaN and infinity are refused before LAPACK sees them", arguments: [Float.nan, .infinity])
  func notFinite(bad: Float) {
    let square: [Float] = [1, 0, bad, 1]
    let good: [Float] = [1, 0, 0, 1]
    let errors = [
      #expect(throws: LAPACKError.self) { try LAPACK.symmetricEigen(square, order: 2) },
      #expect(throws: LAPACKError.self) { try LAPACK.thinSVD(square, rows: 2, columns: 2) },
      #expect(throws: LAPACKError.self) {
        try LAPACK.leastSquares(square, rows: 2, columns: 2, [1, 1])
      },
      #expect(throws: LAPACKError.self) {
        try LAPACK.leastSquares(good, rows: 2, columns: 2, square, rightHandSides: 2)
      },
      #expect(throws: LAPACKError.self) { try LAPACK.choleskySolve(square, order: 2, [1, 1]) },
      #expect(throws: LAPACKError.self) {
        try LAPACK.choleskySolve(good, order: 2, square, rightHandSides: 2)
      },
    ]
    #expect(
      errors.map { $0?.routine } == ["ssyevd", "sgesdd", "sgelsd", "sgelsd", "spotrf", "strsm"])
    #expect(errors.map { $0?.info } == [-5, -5, -5, -7, -4, -11])
    #expect(errors.allSatisfy { $0?.meaning.contains("holds \(bad) at row 1, column 0") == true })
  }

  @Test("values whose sum overflows are still finite")
  func largeButFinite() throws {
    let large = Float.greatestFiniteMagnitude / 4
    let diagonal: [Float] = [large, 0, 0, 0, 0, large, 0, 0, 0, 0, large, 0, 0, 0, 0, large]
    let doubled = diagonal.map { $0 * 2 }
    #expect(!BLAS.asum(count: 16, doubled).isFinite)
    let (_, s, _) = try LAPACK.thinSVD(doubled, rows: 4, columns: 4)
    #expect(distance(s, [Float](repeating: large * 2, count: 4)) <= large * 1e-5)
  }

  @Test("codes without a meaning of their own are explained too")
  func generalMeanings() {
    #expect(
      "\(LAPACKError(routine: "dsyevd", info: -4))"
        == "LAPACK dsyevd: argument 4 had an illegal value (info -4)")
    #expect(LAPACKError(routine: "dsyevd", info: -1010).meaning.contains("memory"))
    #expect(LAPACKError(routine: "dsyevd", info: 3).meaning == "the computation failed")
  }

  @Test("an array of the wrong length stops with a text")
  func wrongCount() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try LAPACK.symmetricEigen([1, 2, 3] as [Double], order: 2)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "LAPACK.symmetricEigen: matrix must hold 2 x 2 = 4 elements, received 3"))
  }
}
