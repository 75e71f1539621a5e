import Fovea
import FoveaBLAS

/// How fast this machine multiplies matrices: on one thread, and on all that the pool has.
struct GEMMFigure: CustomStringConvertible {
  /// Multiplications and additions a second on one thread, in thousands of millions.
  let single: Double
  /// The same on every thread of the pool, each with matrices of its own.
  let all: Double
  /// The threads of the pool.
  let threads: Int

  /// Height and width of the matrices: large enough for full speed, small enough to stop in time.
  private static let size = 384

  /// Measures for about so many seconds.
  static func measured(seconds: Double) -> GEMMFigure {
    let threads = ThreadPool.shared.width
    return GEMMFigure(
      single: rate(tasks: 1, seconds: seconds / 2), all: rate(tasks: threads, seconds: seconds / 2),
      threads: threads)
  }

  private static func rate(tasks: Int, seconds: Double) -> Double {
    let count = size * size
    let operands = [Float](repeating: 0.5, count: 2 * count)
    let results = UnsafeMutablePointer<Float>.allocate(capacity: tasks * count)
    defer { results.deallocate() }
    results.initialize(repeating: 0, count: tasks * count)
    let clock = ContinuousClock()
    return operands.withUnsafeBufferPointer { operands in
      guard let a = operands.baseAddress else { return 0 }
      // C [size, size] = A [size, size] * B [size, size] in each task
      func round() {
        ThreadPool.shared.run(tasks: tasks) { task in
          BLAS.gemm(
            .no, .no, m: size, n: size, k: size, a: a, lda: size, b: a + count, ldb: size,
            c: results + task * count, ldc: size)
        }
      }
      round()
      let start = clock.now
      var rounds = 0
      while clock.now - start < .seconds(seconds) {
        round()
        rounds += 1
      }
      let operations = 2 * Double(count * size) * Double(rounds * tasks)
      return operations / ((clock.now - start) / .seconds(1)) / 1e9
    }
  }

  /// "93 GFLOP/s on 1 thread, 180 on 2 (Float, 384 x 384)".
  var description: String {
    let one = "\(single.fixed(0)) GFLOP/s on 1 thread"
    let more = threads > 1 ? ", \(all.fixed(0)) on \(threads)" : ""
    return "\(one)\(more) (Float, \(Self.size) x \(Self.size))"
  }
}
