import FoveaKernels

// Long sums are cut into blocks of a fixed size, so the bits do not depend on threads, and the blocks'
// sums are added apart, so the rounding error does not grow with the length: ten million times 0.1 in
// one running sum of single precision is wrong in the second digit.

/// Elements of a run that are added in `Scalar`'s precision, 32 partial sums of 32 each.
private let blockLength = 1024

/// The sum over 0 ..< count of what `add` gives for short runs of it, in double precision.
func blockwiseSum(_ count: Int, _ add: (_ start: Int, _ count: Int) -> Scalar) -> Double {
  let grain = 64 * blockLength
  var sums = [Double](repeating: 0, count: (count + grain - 1) / grain)
  sums.withUnsafeMutableBufferPointer { sums in
    guard let sums = sums.baseAddress else { return }
    ThreadPool.shared.split(count, grain: grain) { start, n in
      sums[start / grain] = stride(from: start, to: start + n, by: blockLength).reduce(0) {
        $0 + Double(add($1, min(blockLength, start + n - $1)))
      }
    }
  }
  return sums.reduce(0, +)
}

/// Rows that are added one after the other.
private let blockRows = 64

/// Sets memory aside for `sumRows` in each of `tasks` tasks on the pool.
func stockSums(tasks: Int, _ rows: Int, _ columns: Int) {
  if rows <= blockRows { return }
  let blocks = (rows + blockRows - 1) / blockRows
  ThreadPool.shared.stockScratch(tasks: tasks, blocks * columns)
  stockSums(tasks: tasks, blocks, columns)
}

/// Writes the sum of `rows` rows of `columns` to `sums`: blocks of rows first, then their sums in blocks,
/// and so on, so that no element goes through more than 64 additions a level.
///
/// `add` adds rows first ..< first + count, at most 64, to what its last argument holds.
func sumRows(
  _ rows: Int, _ columns: Int, into sums: Output,
  _ add: (_ first: Int, _ count: Int, _ sums: Output) -> Void
) {
  if rows <= blockRows {
    sums.update(repeating: 0, count: columns)
    add(0, rows, sums)
    return
  }
  let blocks = (rows + blockRows - 1) / blockRows
  withScratch(blocks * columns) { partial in
    ThreadPool.shared.split(blocks, grain: max(1, rowGrain(columns) / blockRows)) { first, n in
      (partial + first * columns).update(repeating: 0, count: n * columns)
      for block in first..<first + n {
        let row = block * blockRows
        add(row, min(blockRows, rows - row), partial + block * columns)
      }
    }
    sumRows(blocks, columns, into: sums) { first, count, sums in
      kernels.addColumnSums(partial + first * columns, sums, count, columns)
    }
  }
}
