/// Average pooling of output rows first ..< first + count.
///
/// The divisor is the window's size, or the number of places inside the image where padding does not
/// count.
@inlinable @inline(__always)
func averagePoolRows<I: InstructionSet>(
  _: I.Type, _ w: PatchWindow, _ includesPadding: Bool, _ x: Input, _ first: Int, _ count: Int,
  _ y: Output
) {
  let v = w.vertical
  let h = w.horizontal
  let c = w.channels
  for row in first..<first &+ count {
    let image = row / v.output
    let top = (row &- image &* v.output) &* v.stride &- v.padding
    let base = x + image &* v.input &* h.input &* c
    let y0 = max(top, 0)
    let y1 = min(top &+ v.kernel, v.input)
    for ox in 0..<h.output {
      let left = ox &* h.stride &- h.padding
      let x0 = max(left, 0)
      let x1 = min(left &+ h.kernel, h.input)
      let size = includesPadding ? v.kernel &* h.kernel : (y1 &- y0) &* (x1 &- x0)
      let scale = 1 / Scalar(size)
      let out = (row &* h.output &+ ox) &* c
      var j = 0
      while j < c {
        let n = min(lanes, c &- j)
        var sum = Vector(repeating: 0)
        for iy in y0..<y1 {
          for ix in x0..<x1 {
            sum += load(base + ((iy &* h.input &+ ix) &* c &+ j))
          }
        }
        storeFirst(sum * scale, y + (out &+ j), n)
        j &+= lanes
      }
    }
  }
}

/// Spreads each output's gradient evenly over its window; `dx` holds zeros before. Works on images.
@inlinable @inline(__always)
func averagePoolGradient<I: InstructionSet>(
  _: I.Type, _ w: PatchWindow, _ includesPadding: Bool, _ dy: Input, _ first: Int, _ count: Int,
  _ dx: Output
) {
  let v = w.vertical
  let h = w.horizontal
  let c = w.channels
  for image in first..<first &+ count {
    let all = v.input &* h.input &* c
    let base = dx + image &* all
    for oy in 0..<v.output {
      let y0 = max(oy &* v.stride &- v.padding, 0)
      let y1 = min(oy &* v.stride &- v.padding &+ v.kernel, v.input)
      for ox in 0..<h.output {
        let x0 = max(ox &* h.stride &- h.padding, 0)
        let x1 = min(ox &* h.stride &- h.padding &+ h.kernel, h.input)
        let size = includesPadding ? v.kernel &* h.kernel : (y1 &- y0) &* (x1 &- x0)
        let scale = 1 / Scalar(size)
        let g = dy + ((image &* v.output &+ oy) &* h.output &+ ox) &* c
        var j = 0
        while j < c {
          let n = min(lanes, c &- j)
          let share = load(g + j).replaced(by: 0, where: lanesFrom(n)) * scale
          for iy in y0..<y1 {
            for ix in x0..<x1 {
              addWithinImage(share, base, (iy &* h.input &+ ix) &* c &+ j, all, n)
            }
          }
          j &+= lanes
        }
      }
    }
  }
}
