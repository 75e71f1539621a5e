import FoveaKernels

/// Partial sums of a weight gradient of `size` elements: enough for many cores where they are small, fewer
/// where adding them up would cost more than it gains.
func partialSums(_ size: Int) -> Int { max(4, min(32, (1 << 22) / max(size, 1))) }

/// total = the sum of `parts` runs of `size` scalars, added in order.
func addUp(_ partials: Output, _ parts: Int, _ size: Int, _ total: Output) {
  ThreadPool.shared.split(size) { start, count in
    (total + start).update(from: partials + start, count: count)
    for part in 1..<max(parts, 1) {
      kernels.add(total + start, partials + part * size + start, total + start, count)
    }
  }
}

extension BandPlan {
  /// A weight gradient: what `body` adds for each band to a sum of `shape`.
  ///
  /// Bands are dealt to a fixed number of partial sums, which are then added in order. `body` is given the
  /// band, its runs, its source, the output's gradient, so many scalars of scratch memory, and the sum.
  func sumOverBands(
    _ shape: Shape, _ input: Tensor, _ outputGradient: Tensor, scratch: Int,
    _ body: (PixelBand, TileRuns, Input, Input, Output, Output) -> Void
  ) -> Tensor {
    let size = shape.count
    let parts = max(1, min(count, partialSums(size)))
    let partials = Storage(count: parts * size, isScratch: true)
    return Tensor(shape) { total in
      read(input, outputGradient) { x, dy in
        stockScratch(tasks: parts)
        ThreadPool.shared.run(tasks: parts, scratch: scratch) {
          part, scratch in
          let sum = partials.pointer + part * size
          sum.update(repeating: 0, count: size)
          for index in stride(from: part, to: count, by: parts) {
            withBand(index, x) { body($0, $1, $2, dy, scratch, sum) }
          }
        }
      }
      addUp(partials.pointer, parts, size, total)
    }
  }
}
