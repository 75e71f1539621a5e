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
