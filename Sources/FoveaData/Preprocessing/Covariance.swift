import FoveaBLAS
import FoveaKernels
import FoveaTensor

/// The covariance matrix of the rows, [width, width], of which only the lower triangle is computed:
///
///     C = 1 / (n - 1) * sum_i (x_i - mean)^T (x_i - mean)
///
/// Rows are centred and converted to double precision a block at a time. For each block, the tiles of the
/// triangle are tasks for the pool; each tile adds up the blocks in their order, so the bits do not
/// depend on the number of threads, and no thread needs a matrix of its own.
func covariance(of rows: Rows, around means: [Double]) -> [Double] {
  let (n, d) = (rows.count, rows.width)
  let scale = 1 / Double(n - 1)
  // Tiles of equal size, about 160 a side: large enough for GEMM, and more of them than threads.
  let side = (d + 159) / 160
  let tiles = (0..<side).flatMap { i in (0...i).map { j in (i, j) } }
  let edge = { d * $0 / side }

  var result = [Double](repeating: 0, count: d * d)
  let step = max(1, (1 << 21) / d)  // 16 MB
  var block = [Double](repeating: 0, count: min(n, step) * d)
  for start in stride(from: 0, to: n, by: step) {
    let count = min(step, n - start)
    rows.centre(start..<start + count, around: means, into: &block)
    result.withUnsafeMutableBufferPointer { result in
      block.withUnsafeBufferPointer { block in
        guard let c = result.baseAddress, let x = block.baseAddress else { return }
        ThreadPool.shared.run(tasks: tiles.count) { task in
          let (i, j) = (edge(tiles[task].0), edge(tiles[task].1))
          let (height, width) = (edge(tiles[task].0 + 1) - i, edge(tiles[task].1 + 1) - j)
          if i == j {
            // C [height, height] += X_i^T [height, count] * X_i [count, height]
            BLAS.syrk(
              .lower, .yes, n: height, k: count, alpha: scale, a: x + i, lda: d, beta: 1,
              c: c + i * d + i, ldc: d)
          } else {
            // C [height, width] += X_i^T [height, count] * X_j [count, width]
            BLAS.gemm(
              .yes, .no, m: height, n: width, k: count, alpha: scale, a: x + i, lda: d,
              b: x + j, ldb: d, beta: 1, c: c + i * d + j, ldc: d)
          }
        }
      }
    }
  }
  return result
}

extension Rows {
  /// A range of rows minus the means, in double precision, to the start of `out`.
  func centre(_ range: Range<Int>, around means: [Double], into out: inout [Double]) {
    require(out.count >= range.count * width, "Rows.centre: the buffer is too short")
    out.withUnsafeMutableBufferPointer { out in
      means.withUnsafeBufferPointer { means in
        guard let y = out.baseAddress, let means = means.baseAddress else { return }
        ThreadPool.shared.split(range.count, grain: max(1, (1 << 16) / width)) { start, count in
          let first = range.lowerBound + start
          self[first..<first + count].read { x in
            for i in 0..<count {
              for j in 0..<width {
                y[(start + i) * width + j] = Double(x[i * width + j]) - means[j]
              }
            }
          }
        }
      }
    }
  }
}
