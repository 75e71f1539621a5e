import FoveaKernels
import FoveaTensor

// Statistics of each column, in double precision whatever `Scalar` is. Rows are cut into at most 32
// parts by their number alone, and the parts' results are put together in order: the same bits with any
// number of threads.
extension Rows {
  /// The mean of each column. Throws when a number is not finite.
  func means() throws(DataError) -> [Double] {
    let sums = reduce(0, +) { row, sums in
      for j in 0..<width { sums[j] += Double(row[j]) }
    }
    let means = sums.map { $0 / Double(count) }
    guard means.allSatisfy(\.isFinite) else {
      throw DataError(
        "fitting a preprocessor", expected: "finite numbers",
        found: "a column of the data whose mean is not")
    }
    return means
  }

  /// The mean square distance of each column from its mean.
  func variances(around means: [Double]) -> [Double] {
    let squares = means.withUnsafeBufferPointer { means in
      reduce(0, +) { row, sums in
        for j in 0..<width {
          let d = Double(row[j]) - means[j]
          sums[j] += d * d
        }
      }
    }
    return squares.map { $0 / Double(count) }
  }

  /// The least of each column.
  func minima() -> [Double] {
    reduce(.infinity, { min($0, $1) }) { row, least in
      for j in 0..<width { least[j] = min(least[j], Double(row[j])) }
    }
  }

  /// The greatest of each column.
  func maxima() -> [Double] {
    reduce(-.infinity, { max($0, $1) }) { row, greatest in
      for j in 0..<width { greatest[j] = max(greatest[j], Double(row[j])) }
    }
  }

  /// Takes every row into one accumulator a column.
  private func reduce(
    _ initial: Double, _ combine: (Double, Double) -> Double,
    _ take: (_ row: Input, _ accumulators: UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    let parts = min(32, count)
    var accumulators = [Double](repeating: initial, count: parts * width)
    accumulators.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      ThreadPool.shared.run(tasks: parts) { part in
        let range = count * part / parts..<count * (part + 1) / parts
        forEachBlock(of: range) { block, rows in
          for i in 0..<rows { take(block + i * width, base + part * width) }
        }
      }
    }
    return (0..<width).map { j in
      (0..<parts).reduce(initial) { combine($0, accumulators[$1 * width + j]) }
    }
  }

  /// About half a megabyte of rows at a time, which stays in the cache between its making and its use.
  private func forEachBlock(
    of range: Range<Int>, _ body: (_ block: Input, _ rows: Int) -> Void
  ) {
    let step = max(1, (1 << 17) / width)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: step) {
      let end = min(start + step, range.upperBound)
      self[start..<end].read { body($0, end - start) }
    }
  }
}
