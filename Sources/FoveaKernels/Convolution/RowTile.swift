// A block for one input channel and few outputs. Along a row, neighbouring windows start one element after the
// other there, so the vectors run over pixels: over so few outputs they would be part empty, and every element
// of the image would have to be broadcast.

/// The output channels that a block of pixels has registers for.
@inlinable @inline(__always)
var rowTileOutputs: Int { 6 }

/// How many pixels from `first` on, up to sixteen, have windows that start one element after the other. Sources
/// rise from pixel to pixel, so that the last of them tells for all.
@inlinable @inline(__always)
func neighbours(_ band: PixelBand, _ first: Int) -> Int {
  let from = band.sources + first
  let most = min(2 &* lanes, band.count &- first)
  @inline(__always) func areInRow(_ n: Int) -> Bool {
    n <= most && from[n &- 1] &- from[0] == n &- 1
  }
  if areInRow(most) { return most }
  var n = 1
  var step = lanes
  while step > 0 {
    if areInRow(n &+ step) { n &+= step }
    step &>>= 1
  }
  return n
}

/// Sixteen pixels, whose windows start at `x` and the elements after it, times a packed panel of 8 columns of which
/// the first six count. Calls `store` with each pixel, its channels in a vector.
///
/// - Parameter block: room for eight vectors.
@inlinable @inline(__always)
func tile16Pixels<I: InstructionSet>(
  _: I.Type, _ x: Input, _ runs: TileRuns, _ panel: Input, _ start: Vector,
  _ block: UnsafeMutablePointer<Vector>, _ store: (Int, Vector) -> Void
) {
  var (c00, c01) = (Vector(repeating: start[0]), Vector(repeating: start[0]))
  var (c10, c11) = (Vector(repeating: start[1]), Vector(repeating: start[1]))
  var (c20, c21) = (Vector(repeating: start[2]), Vector(repeating: start[2]))
  var (c30, c31) = (Vector(repeating: start[3]), Vector(repeating: start[3]))
  var (c40, c41) = (Vector(repeating: start[4]), Vector(repeating: start[4]))
  var (c50, c51) = (Vector(repeating: start[5]), Vector(repeating: start[5]))
  var b = panel
  for run in 0..<runs.count {
    var from = x + runs.offsets[run]
    for _ in 0..<runs.length {
      // What is read behind the last window is not stored; there is slack behind each buffer.
      let (x0, x1) = (load(from), load(from + lanes))
      var w = Vector(repeating: b[0])
      c00 = I.multiplyAdd(x0, w, c00)
      c01 = I.multiplyAdd(x1, w, c01)
      w = Vector(repeating: b[1])
      c10 = I.multiplyAdd(x0, w, c10)
      c11 = I.multiplyAdd(x1, w, c11)
      w = Vector(repeating: b[2])
      c20 = I.multiplyAdd(x0, w, c20)
      c21 = I.multiplyAdd(x1, w, c21)
      w = Vector(repeating: b[3])
      c30 = I.multiplyAdd(x0, w, c30)
      c31 = I.multiplyAdd(x1, w, c31)
      w = Vector(repeating: b[4])
      c40 = I.multiplyAdd(x0, w, c40)
      c41 = I.multiplyAdd(x1, w, c41)
      w = Vector(repeating: b[5])
      c50 = I.multiplyAdd(x0, w, c50)
      c51 = I.multiplyAdd(x1, w, c51)
      b += lanes
      from += 1
    }
  }
  let none = Vector(repeating: 0)
  @inline(__always) func put(
    _ first: Int, _ c: (Vector, Vector, Vector, Vector, Vector, Vector)
  ) {
    (block[0], block[1], block[2], block[3]) = (c.0, c.1, c.2, c.3)
    (block[4], block[5], block[6], block[7]) = (c.4, c.5, none, none)
    transpose(I.self, block)
    for r in 0..<lanes { store(first &+ r, block[r]) }
  }
  put(0, (c00, c10, c20, c30, c40, c50))
  put(lanes, (c01, c11, c21, c31, c41, c51))
}
