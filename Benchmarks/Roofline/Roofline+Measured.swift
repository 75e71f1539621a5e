import Fovea
import FoveaBLAS

extension Roofline {
  /// Measures this machine with the threads of the pool.
  ///
  /// - Parameter seconds: how long each size is timed, at least.
  static func measured(seconds: Double) -> Roofline {
    // The best of them: which size suits the caches differs between processors.
    let rates = [512, 768, 1024].map { gemmRate(size: $0, seconds: seconds) }
    return Roofline(peak: rates.reduce(0, max), bandwidth: triadRate(seconds: seconds))
  }

  /// Operations a second of products [512 x size] * [size x size], two a thread at least, each on one.
  private static func gemmRate(size: Int, seconds: Double) -> Double {
    let (tile, tiles) = (512, 2 * ThreadPool.shared.width)
    var random = RandomSource(seed: 0)
    let rows = Tensor(uniform: -1..<1, [tile * tiles, size], using: &random)
    let columns = Tensor(uniform: -1..<1, [size, size], using: &random)
    var product = Tensor.zeros([tile * tiles, size])
    let time = read(rows, columns) { a, b in
      product.write { c in
        medianTime(seconds: seconds) {
          ThreadPool.shared.run(tasks: tiles) { task in
            // [tile x size] * [size x size] -> [tile x size]
            let first = task * tile * size
            BLAS.gemm(
              .no, .no, m: tile, n: size, k: size, a: a + first, lda: size, b: b, ldb: size,
              c: c + first, ldc: size)
          }
        }
      }
    }
    return 2 * Double(tile * tiles) * Double(size * size) / time
  }

  /// Bytes a second of a = b + s * c, counted as two read and one written: what a line of cache costs
  /// that is fetched before it is written to is part of the time, as it is for a layer's results.
  private static func triadRate(seconds: Double) -> Double {
    // 64 MiB each, so that no cache of today's holds all three.
    let bytes = 64 << 20
    let block = 4096
    let blocks = bytes / MemoryLayout<Scalar>.stride / block
    let (b, c) = (Tensor.ones([blocks, block]), Tensor.ones([blocks, block]))
    var a = Tensor.zeros([blocks, block])
    let tasks = 8 * ThreadPool.shared.width
    let time = read(b, c) { b, c in
      a.write { a in
        medianTime(seconds: seconds) {
          ThreadPool.shared.run(tasks: tasks) { task in
            let range = blocks * task / tasks * block..<blocks * (task + 1) / tasks * block
            for index in range { a[index] = b[index] + 0.5 * c[index] }
          }
        }
      }
    }
    return 3 * Double(bytes) / time
  }
}
