/// Along one axis, the two inputs that an output lies between, and how near it is to the second.
public struct ResampleAxis {
  /// The input before each output.
  public let first: UnsafePointer<Int>
  /// The input after each output.
  public let second: UnsafePointer<Int>
  /// The share of the second, 0 ..< 1.
  public let share: Input
  /// Extent of the input.
  public let input: Int
  /// Extent of the output.
  public let output: Int

  /// An axis of the given places and shares.
  public init(
    first: UnsafePointer<Int>, second: UnsafePointer<Int>, share: Input, input: Int, output: Int
  ) {
    self.first = first
    self.second = second
    self.share = share
    self.input = input
    self.output = output
  }
}

/// Linear interpolation of output rows first ..< first + count, counted through the whole batch.
@inlinable @inline(__always)
func resampleRows<I: InstructionSet>(
  _: I.Type, _ v: ResampleAxis, _ h: ResampleAxis, _ c: Int, _ x: Input, _ first: Int,
  _ count: Int, _ y: Output
) {
  for row in first..<first &+ count {
    let image = row / v.output
    let oy = row &- image &* v.output
    let base = x + image &* v.input &* h.input &* c
    let above = base + v.first[oy] &* h.input &* c
    let below = base + v.second[oy] &* h.input &* c
    let down = v.share[oy]
    for ox in 0..<h.output {
      let left = h.first[ox] &* c
      let right = h.second[ox] &* c
      let across = h.share[ox]
      let target = y + (row &* h.output &+ ox) &* c
      // Each input that has a share, and no other: 0 times what is not finite would be no number.
      if down == 0 || across == 0 {
        let near = above + left
        if down == 0, across == 0 {
          map(near, target, c) { $0 }
        } else {
          let (far, share) = down == 0 ? (above + right, across) : (below + left, down)
          map(near, far, target, c) { $0 * (1 - share) + $1 * share }
        }
        continue
      }
      let a = (1 - down) * (1 - across)
      let b = (1 - down) * across
      let d = down * (1 - across)
      let e = down * across
      var j = 0
      while j < c {
        let n = min(lanes, c &- j)
        let whole = n == lanes
        var sum = load(above + left + j, first: n, whole: whole) * a
        sum += load(above + right + j, first: n, whole: whole) * b
        sum += load(below + left + j, first: n, whole: whole) * d
        sum += load(below + right + j, first: n, whole: whole) * e
        storeFirst(sum, target + j, n)
        j &+= lanes
      }
    }
  }
}

/// The transpose of `resampleRows`, added to dx: images first ..< first + count.
@inlinable @inline(__always)
func resampleGradient<I: InstructionSet>(
  _: I.Type, _ v: ResampleAxis, _ h: ResampleAxis, _ c: Int, _ dy: Input, _ first: Int,
  _ count: Int, _ dx: Output
) {
  for image in first..<first &+ count {
    let base = dx + image &* v.input &* h.input &* c
    for oy in 0..<v.output {
      let above = base + v.first[oy] &* h.input &* c
      let below = base + v.second[oy] &* h.input &* c
      let down = v.share[oy]
      for ox in 0..<h.output {
        let left = h.first[ox] &* c
        let right = h.second[ox] &* c
        let across = h.share[ox]
        let g = dy + ((image &* v.output &+ oy) &* h.output &+ ox) &* c
        let a = (1 - down) * (1 - across)
        map(Input(above + left), g, above + left, c) { $0 + $1 * a }
        if across > 0 {
          let b = (1 - down) * across
          map(Input(above + right), g, above + right, c) { $0 + $1 * b }
        }
        if down > 0 {
          let d = down * (1 - across)
          map(Input(below + left), g, below + left, c) { $0 + $1 * d }
        }
        if down > 0, across > 0 {
          let e = down * across
          map(Input(below + right), g, below + right, c) { $0 + $1 * e }
        }
      }
    }
  }
}
