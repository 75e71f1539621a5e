/// Windows along one axis whose places and extents follow no rule: output i sees starts[i] ..< ends[i].
public struct RegionAxis {
  /// Where each window begins.
  public let starts: UnsafePointer<Int>
  /// Where each window ends; behind its beginning.
  public let ends: UnsafePointer<Int>
  /// Extent of the input.
  public let input: Int
  /// The number of windows.
  public let output: Int

  /// An axis of the given windows.
  public init(
    starts: UnsafePointer<Int>, ends: UnsafePointer<Int>, input: Int, output: Int
  ) {
    self.starts = starts
    self.ends = ends
    self.input = input
    self.output = output
  }
}

/// Max pooling over regions: output rows first ..< first + count, counted through the whole batch. Ties and
/// NaN as in `maxPoolRows`.
@inlinable @inline(__always)
func maxRegionRows<I: InstructionSet>(
  _: I.Type, _ v: RegionAxis, _ h: RegionAxis, _ c: Int, _ x: Input, _ first: Int, _ count: Int,
  _ y: Output, _ switches: UnsafeMutablePointer<Int32>
) {
  for row in first..<first &+ count {
    let image = row / v.output
    let oy = row &- image &* v.output
    let base = x + image &* v.input &* h.input &* c
    for ox in 0..<h.output {
      let out = (row &* h.output &+ ox) &* c
      maxOfWindow(
        I.self, base, h.input, c, v.starts[oy], v.ends[oy], h.starts[ox], h.ends[ox], y + out,
        switches + out)
    }
  }
}
