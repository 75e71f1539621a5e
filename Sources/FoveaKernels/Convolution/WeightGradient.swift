// The weight gradient: outer products of the windows and the output's gradient, summed over the pixels of a band.

/// Elements of the windows of so many pixels that are copied next to each other at a time, a multiple of six: they
/// share the second-level cache with the gradient's panels.
@inlinable @inline(__always)
func stripRows(_ pixels: Int) -> Int { 6 &* min(86, max(16, (64 << 8) / max(pixels, 1))) }

/// Scalars from one strip of six elements a pixel to the next; the last whole vector reaches beyond the sixth.
@inlinable @inline(__always)
func stripSize(_ pixels: Int) -> Int { (6 &* pixels &+ 17) / 16 &* 16 }

/// Columns of the gradient that are copied at a time, a multiple of a panel's: the rows of so many pixels are read
/// from memory in long stretches, which it is quick at, and stay in the second-level cache.
@inlinable @inline(__always)
func panelColumns(_ pixels: Int) -> Int {
  2 &* lanes &* min(16, max(1, (14 << 8) / max(pixels, 1)))
}

/// Scalars of scratch memory that `addWeightGradient` takes for a band of so many pixels or fewer.
public func weightGradientScratch(pixels: Int) -> Int {
  // One panel or what several take together; at most what sixteen strips take or 6 * 64 << 8 scalars, and the
  // strips' ends.
  2 * lanes * max(pixels, 14 << 8) + 96 * pixels + (6 * 64 << 8) + 86 * 17
}

/// dw[k][o] += sum over a band's pixels of x[pixel's window][k] * dy[pixel][o].
///
/// The band's sources lie in `x`, its targets in `dy`. The gradient is copied in
/// panels of sixteen output channels: from there they are read once for every six elements of the windows, and lines
/// that lie a power of two apart would push each other out of the first-level cache. For the same reason the windows
/// are copied too, in strips of six elements a pixel, if more than one panel reads them.
///
/// - Parameter scratch: `weightGradientScratch` of the band's pixels.
@inlinable @inline(__always)
func addWeightGradient<I: InstructionSet>(
  _: I.Type, _ band: PixelBand, _ runs: TileRuns, _ x: Input, _ dy: Input, _ columns: Int,
  _ stride: Int, _ scratch: Output, _ dw: Output
) {
  guard columns > 2 &* lanes, runs.length >= 12 else {
    let panel = Input(scratch)
    var j = 0
    while j < columns {
      let n = min(panelWidth(j, of: columns), columns &- j)
      packPanels(I.self, band, dy + j, n, scratch)
      if n <= lanes, runs.length <= 6 {
        addShortRuns(I.self, band, runs, x, n, stride, panel, dw + j)
      } else {
        for run in 0..<runs.count {
          addOuterSums(
            I.self, band.count, x + runs.offsets[run], 6, { band.sources[$0] }, runs.length, panel,
            n, stride, dw + (run &* runs.length &* stride &+ j))
        }
      }
      j &+= 2 &* lanes
    }
    return
  }
  let width = panelColumns(band.count)
  let strips = scratch + min(width, (columns &+ 15) / 16 &* 16) &* band.count
  var j = 0
  while j < columns {
    let n = min(width, columns &- j)
    packPanels(I.self, band, dy + j, n, scratch)
    addPanels(I.self, band, runs, x, Input(scratch), n, stride, strips, dw + j)
    j &+= width
  }
}

/// The part of `addWeightGradient` for `columns` of the gradient that are copied already.
@inlinable @inline(__always)
func addPanels<I: InstructionSet>(
  _: I.Type, _ band: PixelBand, _ runs: TileRuns, _ x: Input, _ panels: Input, _ columns: Int,
  _ stride: Int, _ strips: Output, _ dw: Output
) {
  let (block, size) = (stripRows(band.count), stripSize(band.count))
  for run in 0..<runs.count {
    var k = 0
    while k < runs.length {
      let rows = min(block, runs.length &- k)
      packStrips(I.self, band, x + (runs.offsets[run] &+ k), rows, strips, size)
      let to = dw + (run &* runs.length &+ k) &* stride
      var j = 0
      while j < columns {
        addOuterSums(
          I.self, band.count, Input(strips), size, { 6 &* $0 }, rows, panels + j &* band.count,
          min(2 &* lanes, columns &- j), stride, to + j)
        j &+= 2 &* lanes
      }
      k &+= rows
    }
  }
}

/// Copies `columns` of the gradient of each pixel in panels of sixteen, one panel after the other; a last one of
/// eight columns or fewer is eight wide. What is missing in it is 0.
@inlinable @inline(__always)
func packPanels<I: InstructionSet>(
  _: I.Type, _ band: PixelBand, _ dy: Input, _ columns: Int, _ panels: Output
) {
  let whole = columns / (2 &* lanes) &* (2 &* lanes)
  let width = panelWidth(whole, of: columns)
  // Whole vectors are read at the end of a pixel as well: there is slack behind each buffer.
  let zero = Vector(repeating: 0)
  let missing = lanesFrom(columns &- whole)
  let missingToo = lanesFrom(columns &- whole &- lanes)
  for p in 0..<band.count {
    let from = dy + band.targets[p]
    var to = panels + p &* (2 &* lanes)
    var j = 0
    while j < whole {
      store(load(from + j), to)
      store(load(from + (j &+ lanes)), to + lanes)
      to += 2 &* lanes &* band.count
      j &+= 2 &* lanes
    }
    if whole < columns {
      let to = panels + (whole &* band.count &+ p &* width)
      store(load(from + whole).replaced(by: zero, where: missing), to)
      if width > lanes {
        store(load(from + (whole &+ lanes)).replaced(by: zero, where: missingToo), to + lanes)
      }
    }
  }
}

/// Copies `rows` elements of each pixel's window, six a strip, as whole vectors: the next pixel overwrites what is
/// too much.
@inlinable @inline(__always)
func packStrips<I: InstructionSet>(
  _: I.Type, _ band: PixelBand, _ x: Input, _ rows: Int, _ strips: Output, _ size: Int
) {
  for p in 0..<band.count {
    let from = x + band.sources[p]
    var to = strips + 6 &* p
    var k = 0
    while k < rows {
      store(load(from + k), to)
      to += size
      k &+= 6
    }
  }
}

/// Adds outer sums of `rows` elements and a panel of `columns` to dw: element k of pixel p is at
/// x + k / 6 * step + offset(p) + k % 6.
@inlinable @inline(__always)
func addOuterSums<I: InstructionSet>(
  _: I.Type, _ pixels: Int, _ x: Input, _ step: Int, _ offset: (Int) -> Int, _ rows: Int,
  _ panel: Input, _ columns: Int, _ stride: Int, _ dw: Output
) {
  var (x, to) = (x, dw)
  var k = 0
  while k < rows {
    if columns <= lanes {
      let valid = min(12, rows &- k)
      // Beyond the last strip it is multiplied again and not stored.
      let other = valid > 6 ? x + step : x
      outerSum12x8(I.self, pixels, x, other, offset, panel) { r, c in
        if r < valid { add(c, to + r &* stride, first: columns) }
      }
      x += 2 &* step
      to += 12 &* stride
      k &+= 12
    } else {
      let valid = min(6, rows &- k)
      outerSum6x16(I.self, pixels, x, offset, panel) { r, c0, c1 in
        if r < valid {
          add(c0, to + r &* stride, first: lanes)
          add(c1, to + (r &* stride &+ lanes), first: columns &- lanes)
        }
      }
      x += step
      to += 6 &* stride
      k &+= 6
    }
  }
}

/// The part of `addWeightGradient` for runs of up to six elements and up to eight columns: two runs at a time,
/// where a block of twelve rows would hold one.
@inlinable @inline(__always)
func addShortRuns<I: InstructionSet>(
  _: I.Type, _ band: PixelBand, _ runs: TileRuns, _ x: Input, _ columns: Int, _ stride: Int,
  _ panel: Input, _ dw: Output
) {
  let length = runs.length
  var run = 0
  while run < runs.count {
    let second = min(run &+ 1, runs.count &- 1)
    let to = dw + run &* length &* stride
    outerSum12x8(
      I.self, band.count, x + runs.offsets[run], x + runs.offsets[second], { band.sources[$0] },
      panel
    ) { r, c in
      if r < length {
        add(c, to + r &* stride, first: columns)
      } else if r >= 6, r &- 6 < length, second > run {
        add(c, to + (length &+ r &- 6) &* stride, first: columns)
      }
    }
    run &+= 2
  }
}

/// The lanes from n on.
@inlinable @inline(__always)
func lanesFrom(_ n: Int) -> SIMDMask<Vector.MaskStorage> {
  Vector(0, 1, 2, 3, 4, 5, 6, 7) .>= Vector(repeating: Scalar(n))
}

/// p += v, the first n lanes of it.
@inlinable @inline(__always)
func add(_ v: Vector, _ p: Output, first n: Int) {
  if n == lanes {
    store(load(Input(p)) + v, p)
  } else {
    store(load(Input(p), first: n) + v, p, first: n)
  }
}
