/// Copies n scalars in whole vectors: up to `bufferSlack` bytes behind both ends are touched.
///
/// Patch rows are a few scalars long, where a call to memcpy costs more than the copy. The next run
/// overwrites the excess; buffers have slack behind them for the last.
@inlinable @inline(__always)
func copyRun(_ from: Input, _ to: Output, _ n: Int) {
  var i = 0
  while i < n {
    store(load(from + i), to + i)
    i &+= lanes
  }
}

/// Writes n zeros in whole vectors, as `copyRun` does.
@inlinable @inline(__always)
func zeroRun(_ to: Output, _ n: Int) {
  let zero = Vector(repeating: 0)
  var i = 0
  while i < n {
    store(zero, to + i)
    i &+= lanes
  }
}
