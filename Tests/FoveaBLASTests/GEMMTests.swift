import FoveaBLAS
import Testing

@Suite("gemm") struct GEMMTests {
  static let transposes: [BLAS.Transpose] = [.no, .yes]
  static let sizes = [0, 1, 2, 3, 7, 18]
  static let factors = [(1, 0), (1, 1), (2, -3), (0, 2), (-1, 0)]

  @Test("equals the triple loop exactly", arguments: transposes, transposes)
  func matchesLoop(p: BLAS.Transpose, q: BLAS.Transpose) {
    for m in Self.sizes {
      for n in Self.sizes {
        for k in Self.sizes {
          for (alpha, beta) in Self.factors {
            for gap in [0, 3] {
              check(Float.self, p, q, m, n, k, Float(alpha), Float(beta), gap)
              check(Double.self, p, q, m, n, k, Double(alpha), Double(beta), gap)
            }
          }
        }
      }
    }
  }

  /// Sizes beyond the blocks of OpenBLAS's kernels.
  @Test("equals the triple loop exactly on large matrices", arguments: transposes, transposes)
  func matchesLoopWhenLarge(p: BLAS.Transpose, q: BLAS.Transpose) {
    check(Float.self, p, q, 130, 67, 401, 1, 1, 5)
    check(Double.self, p, q, 130, 67, 401, 1, 1, 5)
  }

  private func check<T: Precision>(
    _ type: T.Type, _ p: BLAS.Transpose, _ q: BLAS.Transpose, _ m: Int, _ n: Int, _ k: Int,
    _ alpha: T, _ beta: T, _ gap: Int
  ) {
    var numbers = SmallIntegers(seed: UInt64(m * 10_000 + n * 100 + k))
    let (aRows, aColumns) = p == .no ? (m, k) : (k, m)
    let (bRows, bColumns) = q == .no ? (k, n) : (n, k)
    let (lda, ldb, ldc) = (max(1, aColumns) + gap, max(1, bColumns) + gap, max(1, n) + gap)
    let a: [T] = numbers.array(aRows * lda + 1)
    let b: [T] = numbers.array(bRows * ldb + 1)
    let before: [T] = numbers.array(m * ldc + 1)

    var expected = before
    for i in 0..<m {
      for j in 0..<n {
        var sum: T = 0
        for l in 0..<k {
          sum +=
            (p == .no ? a[i * lda + l] : a[l * lda + i])
            * (q == .no ? b[l * ldb + j] : b[j * ldb + l])
        }
        expected[i * ldc + j] = alpha * sum + beta * before[i * ldc + j]
      }
    }
    // Comparing all of C also shows that nothing between the rows was touched.
    var c = before
    T.gemm(p, q, m, n, k, alpha, a, lda, b, ldb, beta, &c, ldc)
    #expect(c == expected, "\(T.self) m \(m) n \(n) k \(k) alpha \(alpha) beta \(beta) gap \(gap)")
  }

  @Test("beta 0 only writes C", arguments: [0, 4])
  func betaZeroIgnoresOldValues(k: Int) {
    let ones = [Float](repeating: 1, count: 16)
    var c = [Float](repeating: .nan, count: 16)
    BLAS.gemm(.no, .no, m: 4, n: 4, k: k, a: ones, lda: 4, b: ones, ldb: 4, c: &c, ldc: 4)
    #expect(c == [Float](repeating: Float(k), count: 16))
  }

  @Test("a leading dimension shorter than its row stops with a text")
  func shortLeadingDimension() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let a = [Float](repeating: 1, count: 6)
      var c = [Float](repeating: 0, count: 4)
      BLAS.gemm(.no, .no, m: 2, n: 2, k: 3, a: a, lda: 2, b: a, ldb: 2, c: &c, ldc: 2)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "BLAS.gemm: lda must be at least 3, the length of a stored row, received 2"))
  }

  @Test("a size beyond the index type stops with a text")
  func hugeSize() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var c: [Double] = [0]
      BLAS.gemm(
        .no, .no, m: 1 << 62, n: 0, k: 0, a: [0.0], lda: 1, b: [0.0], ldb: 1, c: &c, ldc: 1)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("BLAS.gemm: m must be at most"))
  }
}
