import FoveaBLAS
import FoveaKernels

/// C = alpha op(A) op(B) + beta C by OpenBLAS, in blocks of C on the pool; see `BLAS.gemm`.
///
/// Blocks are cut by shape: OpenBLAS may add in another order for another shape, so the cut must not
/// depend on the number of threads. From inside a task the blocks are worked off one after the other,
/// with the same bits.
///
/// - Parameters:
///   - transposeA: op of A.
///   - transposeB: op of B.
///   - m: rows of op(A) and C.
///   - n: columns of op(B) and C.
///   - k: columns of op(A), rows of op(B).
///   - alpha: factor of the product, 1 by default.
///   - a: stored [m, k], or [k, m] if transposed.
///   - lda: elements from a stored row of A to the next.
///   - b: stored [k, n], or [n, k] if transposed.
///   - ldb: as `lda`, for B.
///   - beta: factor of C's old value; with 0, the default, C is only written.
///   - c: [m, n]; must not overlap A or B.
///   - ldc: as `lda`, for C.
package func gemm(
  _ transposeA: BLAS.Transpose, _ transposeB: BLAS.Transpose, m: Int, n: Int, k: Int,
  alpha: Scalar = 1, a: Input, lda: Int, b: Input, ldb: Int, beta: Scalar = 0, c: Output, ldc: Int
) {
  if m == 1, transposeA == .no, transposeB == .no, ldb == n {
    // As the pool's tasks, wherever this is called from.
    flushingDenormals { rowTimesMatrix(n, k, alpha, a, b, beta, c) }
    return
  }
  let (rows, columns) = gemmBlock(m: m, n: n, k: k)
  let down = (m + rows - 1) / rows
  let across = (n + columns - 1) / columns
  ThreadPool.shared.run(tasks: down * across) { task in
    let i = task / across * rows
    let j = task % across * columns
    BLAS.gemm(
      transposeA, transposeB, m: min(rows, m - i), n: min(columns, n - j), k: k, alpha: alpha,
      a: a + (transposeA == .no ? i * lda : i), lda: lda,
      b: b + (transposeB == .no ? j : j * ldb), ldb: ldb, beta: beta, c: c + i * ldc + j,
      ldc: ldc)
  }
}

/// c = alpha a B + beta c for one row a: nothing is worth packing, B goes by once.
///
/// B is cut along its rows, so that each task reads one stretch of memory from end to end; their sums are added
/// in order.
private func rowTimesMatrix(
  _ n: Int, _ k: Int, _ alpha: Scalar, _ a: Input, _ b: Input, _ beta: Scalar, _ c: Output
) {
  // A quarter of a megabyte a task or more, some ten microseconds; up to 32 sums, each little beside its 32 rows.
  let parts = max(1, min(32, (k * n) >> 16, k >> 5))
  if parts == 1 {
    BLAS.gemv(.yes, m: k, n: n, alpha: alpha, a: b, lda: n, x: a, beta: beta, y: c)
    return
  }
  let share = (k + parts - 1) / parts
  withScratch(parts * n) { sums in
    ThreadPool.shared.run(tasks: parts) { part in
      let first = min(part * share, k)
      BLAS.gemv(
        .yes, m: min(share, k - first), n: n, alpha: alpha, a: b + first * n, lda: n, x: a + first,
        beta: 0, y: sums + part * n)
    }
    if beta == 0 {
      c.update(from: sums, count: n)
    } else {
      kernels.affine(Input(c), beta, 0, c, n)
      kernels.add(Input(c), Input(sums), c, n)
    }
    for part in 1..<parts { kernels.add(Input(c), Input(sums + part * n), c, n) }
  }
}

/// Rows and columns of a block of C.
///
/// Each block packs its part of A and B anew, so blocks should be large: 64 by 64 reach 80 % of the
/// speed of 256 by 256. Tasks should still be many enough to spread. So sides are halved, the longer one
/// first, to 16 tasks or about 50 microseconds each, and on to at most 64 tasks while one takes longer
/// than a millisecond.
func gemmBlock(m: Int, n: Int, k: Int) -> (rows: Int, columns: Int) {
  var (rows, columns) = (max(m, 1), max(n, 1))
  while true {
    let tasks = ((m + rows - 1) / rows) * ((n + columns - 1) / columns)
    let work = rows * columns * max(k, 1)
    guard (work > 1 << 21 && tasks < 16) || (work > 1 << 26 && tasks < 64) else { break }
    if rows >= columns, rows > 64 {
      rows = ((rows + 1) / 2 + 15) / 16 * 16
    } else if columns > 64 {
      columns = ((columns + 1) / 2 + 15) / 16 * 16
    } else {
      break
    }
  }
  return (rows, columns)
}
