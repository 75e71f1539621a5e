import FoveaBLAS
import TestSupport
import Testing

@testable import FoveaTensor

/// The cut of a matrix product into blocks on the pool.
@Suite struct GEMMTests {
  @Test("Blocks cover C, are no smaller than they may be, and as many as large products need")
  func blocks() {
    for (m, n, k, tasks) in [
      (1, 1, 1, 1...1), (128, 10, 84, 1...1), (128, 120, 400, 2...4), (512, 512, 512, 16...32),
      (6272, 128, 1152, 16...64), (1024, 1024, 1024, 16...64), (64, 4096, 4096, 16...64),
      (10_000, 1, 1, 1...1), (3, 2, 1 << 24, 1...1), (0, 0, 0, 0...0), (0, 5, 5, 0...0),
    ] {
      let (rows, columns) = gemmBlock(m: m, n: n, k: k)
      #expect(rows >= min(m, 48) && columns >= min(n, 48), "\(m) x \(n) x \(k)")
      let count = ((m + rows - 1) / rows) * ((n + columns - 1) / columns)
      #expect(tasks ~= count, "\(m) x \(n) x \(k): \(rows) x \(columns)")
    }
  }

  @Test("A row times a large matrix, which is cut along its rows", arguments: [0, 1, -3])
  func row(_ beta: Int) {
    let (n, k) = (257, 5003)
    var random = TestRandom("row")
    let (a, b, c) = (random.integers([1, k]), random.integers([k, n]), random.integers([1, n]))
    let results = withThreads([1, 2, 5]) { _ in
      var result = c
      read(a, b) { a, b in
        result.write {
          gemm(
            .no, .no, m: 1, n: n, k: k, alpha: 2, a: a, lda: k, b: b, ldb: n, beta: Scalar(beta),
            c: $0, ldc: n)
        }
      }
      return result
    }
    for result in results {
      for j in 0..<n {
        // Whole numbers below 2^24: exact.
        let sum = (0..<k).reduce(Scalar(0)) { $0 + a[0, $1] * b[$1, j] }
        #expect(result[0, j] == 2 * sum + Scalar(beta) * c[0, j])
      }
    }
  }

  @Test("Factors and leading dimensions", arguments: [BLAS.Transpose.no, .yes])
  func factors(_ transposeB: BLAS.Transpose) {
    let (m, n, k, lda, ldb, ldc) = (300, 200, 90, 95, 210, 205)
    var random = TestRandom("gemm")
    let a = random.integers([m, lda])
    let b = random.integers([220, ldb])
    let c = random.integers([m, ldc])
    var result = c
    read(a, b) { a, b in
      result.write {
        gemm(
          .no, transposeB, m: m, n: n, k: k, alpha: 2, a: a, lda: lda, b: b, ldb: ldb, beta: -3,
          c: $0, ldc: ldc)
      }
    }
    let left = a.slice(axis: 1, 0..<k)
    let right =
      transposeB == .no
      ? b.slice(axis: 0, 0..<k).slice(axis: 1, 0..<n)
      : b.slice(axis: 0, 0..<n).slice(axis: 1, 0..<k).transposed()
    let inside = c.slice(axis: 1, 0..<n) * -3 + left.matmul(right) * 2
    // What lies beyond n in each row of C stays as it was.
    expectEqual(result, .concatenated([inside, c.slice(axis: 1, n..<ldc)], axis: 1))
  }
}
