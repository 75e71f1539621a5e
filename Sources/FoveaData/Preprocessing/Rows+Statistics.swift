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
    return try Self.finite(sums.map { $0 / Double(count) })
  }

  static func finite(_ means: [Double]) throws(DataError) -> [Double] {
    guard means.allSatisfy(\.isFinite) else {
      throw DataError(
        "fitting a preprocessor", expected: "finite numbers",
        found: "a column of the data whose mean is not")
    }
    return means
  }

  /// The mean of each column and the mean square distance from it, in one pass: rows may be pictures in files, which
  /// are decoded each time they are asked for. Not finite when a number is not.
  ///
  ///     d = x - mean,   mean += d / n,   squares += d * (x - mean)
  ///
  /// Unlike a difference of sums, this loses no digits where the deviation is small beside the mean.
  ///
  /// Source: Welford (1962); Chan, Golub and LeVeque (1983) for how the parts are put together.
  func moments() -> (means: [Double], variances: [Double]) {
    let parts = parts
    var columns = [Double](repeating: 0, count: parts.count * 2 * width)
    columns.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      ThreadPool.shared.run(tasks: parts.count) { part in
        let means = base + part * 2 * width
        let squares = means + width
        var seen = 0.0
        forEachBlock(of: parts[part]) { block, rows in
          for row in 0..<rows {
            seen += 1
            let (x, share) = (block + row * width, 1 / seen)
            for j in 0..<width {
              let d = Double(x[j]) - means[j]
              means[j] += d * share
              squares[j] += d * (Double(x[j]) - means[j])
            }
          }
        }
      }
    }
    var (means, variances) = (Array(columns[..<width]), Array(columns[width..<2 * width]))
    var seen = Double(parts[0].count)
    for part in parts.indices.dropFirst() {
      let count = Double(parts[part].count)
      for j in 0..<width {
        let d = columns[part * 2 * width + j] - means[j]
        means[j] += d * count / (seen + count)
        variances[j] += columns[(part * 2 + 1) * width + j] + d * d * seen * count / (seen + count)
      }
      seen += count
    }
    return (means, variances.map { $0 / seen })
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
    let parts = parts
    var accumulators = [Double](repeating: initial, count: parts.count * width)
    accumulators.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      ThreadPool.shared.run(tasks: parts.count) { part in
        forEachBlock(of: parts[part]) { block, rows in
          for i in 0..<rows { take(block + i * width, base + part * width) }
        }
      }
    }
    return (0..<width).map { j in
      parts.indices.reduce(initial) { combine($0, accumulators[$1 * width + j]) }
    }
  }

  /// The rows of each part, by their number alone.
  private var parts: [Range<Int>] {
    let parts = min(32, count)
    return (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
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
