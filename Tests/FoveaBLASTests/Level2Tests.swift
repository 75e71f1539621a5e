import FoveaBLAS
import Testing

@Suite("gemv and syrk") struct Level2Tests {
  static let sizes = [0, 1, 2, 5, 17]
  static let factors = [(1, 0), (1, 1), (2, -3), (0, 2)]

  @Test("gemv equals the loop exactly", arguments: [BLAS.Transpose.no, .yes])
  func gemv(p: BLAS.Transpose) {
    for m in Self.sizes {
      for n in Self.sizes {
        for (alpha, beta) in Self.factors {
          for gap in [0, 2] {
            checkGEMV(p, m, n, Float(alpha), Float(beta), gap)
            checkGEMV(p, m, n, Double(alpha), Double(beta), gap)
          }
        }
      }
    }
  }

  private func checkGEMV<T: Precision>(
    _ p: BLAS.Transpose, _ m: Int, _ n: Int, _ alpha: T, _ beta: T, _ gap: Int
  ) {
    var numbers = SmallIntegers(seed: UInt64(m * 100 + n))
    let (lda, strideX, strideY) = (max(1, n) + gap, 1 + gap, 1 + 2 * gap)
    let (inputs, outputs) = p == .no ? (n, m) : (m, n)
    let a: [T] = numbers.array(m * lda + 1)
    let x: [T] = numbers.array(inputs * strideX + 1)
    let before: [T] = numbers.array(outputs * strideY + 1)

    var expected = before
    for i in 0..<outputs {
      var sum: T = 0
      for j in 0..<inputs {
        sum += (p == .no ? a[i * lda + j] : a[j * lda + i]) * x[j * strideX]
      }
      expected[i * strideY] = alpha * sum + beta * before[i * strideY]
    }
    var y = before
    T.gemv(p, m, n, alpha, a, lda, x, strideX, beta, &y, strideY)
    #expect(y == expected, "\(T.self) m \(m) n \(n) alpha \(alpha) beta \(beta) gap \(gap)")
  }

  @Test("gemv with beta 0 only writes y")
  func gemvBetaZero() {
    var y = [Float](repeating: .nan, count: 3)
    BLAS.gemv(.no, m: 3, n: 2, a: [1, 2, 3, 4, 5, 6], lda: 2, x: [1, 1], y: &y)
    #expect(y == [3, 7, 11])
    y = [.nan, .infinity, .nan]
    BLAS.gemv(.no, m: 3, n: 0, a: [0], lda: 1, x: [0], y: &y)
    #expect(y == [0, 0, 0])
  }

  @Test(
    "syrk equals the loop exactly and leaves the other triangle",
    arguments: [BLAS.Triangle.upper, .lower], [BLAS.Transpose.no, .yes])
  func syrk(half: BLAS.Triangle, p: BLAS.Transpose) {
    for n in Self.sizes {
      for k in Self.sizes {
        for (alpha, beta) in Self.factors {
          for gap in [0, 2] {
            checkSYRK(half, p, n, k, Float(alpha), Float(beta), gap)
            checkSYRK(half, p, n, k, Double(alpha), Double(beta), gap)
          }
        }
      }
    }
  }

  private func checkSYRK<T: Precision>(
    _ half: BLAS.Triangle, _ p: BLAS.Transpose, _ n: Int, _ k: Int, _ alpha: T, _ beta: T,
    _ gap: Int
  ) {
    var numbers = SmallIntegers(seed: UInt64(n * 100 + k))
    let (rows, columns) = p == .no ? (n, k) : (k, n)
    let (lda, ldc) = (max(1, columns) + gap, max(1, n) + gap)
    let a: [T] = numbers.array(rows * lda + 1)
    let before: [T] = numbers.array(n * ldc + 1)

    var expected = before
    for i in 0..<n {
      for j in 0..<n where half == .upper ? i <= j : i >= j {
        var sum: T = 0
        for l in 0..<k {
          sum += p == .no ? a[i * lda + l] * a[j * lda + l] : a[l * lda + i] * a[l * lda + j]
        }
        expected[i * ldc + j] = alpha * sum + beta * before[i * ldc + j]
      }
    }
    var c = before
    T.syrk(half, p, n, k, alpha, a, lda, beta, &c, ldc)
    #expect(c == expected, "\(T.self) n \(n) k \(k) alpha \(alpha) beta \(beta) gap \(gap)")
  }

  @Test("syrk with beta 0 only writes its triangle", arguments: [0, 2])
  func syrkBetaZero(k: Int) {
    var c = [Double](repeating: .nan, count: 4)
    BLAS.syrk(.lower, .no, n: 2, k: k, a: [1, 2, 3, 4], lda: 2, c: &c, ldc: 2)
    #expect([c[0], c[2], c[3]] == (k == 0 ? [0, 0, 0] : [5, 11, 25]))
    #expect(c[1].isNaN)
  }
}
