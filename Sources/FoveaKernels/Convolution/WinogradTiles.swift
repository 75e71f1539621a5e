/// The tiles of a Winograd convolution's output, 4x4 or 2x2, and the 6x6 tiles of the input under them.
public struct WinogradTiles: Sendable {
  /// The kernel's extent, 3 or 5, and that of a tile's outputs.
  public let taps, step: Int
  /// Extents of the input.
  public let height, width, channels: Int
  /// Extents of the output.
  public let outputHeight, outputWidth, outputChannels: Int
  /// Zeros above and left of the input.
  public let top, left: Int
  /// Tiles down and across an image.
  public let rows, columns: Int

  /// The tiles of one convolution of stride 1.
  public init(
    taps: Int, height: Int, width: Int, channels: Int, outputHeight: Int, outputWidth: Int,
    outputChannels: Int, top: Int, left: Int
  ) {
    self.taps = taps
    step = 7 - taps
    self.height = height
    self.width = width
    self.channels = channels
    self.outputHeight = outputHeight
    self.outputWidth = outputWidth
    self.outputChannels = outputChannels
    self.top = top
    self.left = left
    rows = (outputHeight + step - 1) / step
    columns = (outputWidth + step - 1) / step
  }

  /// The image of a tile, counted through the batch, and its first output there.
  @inlinable @inline(__always)
  func place(_ index: Int) -> (image: Int, y: Int, x: Int) {
    let row = index / columns
    let image = row / rows
    return (image, (row &- image &* rows) &* step, (index &- row &* columns) &* step)
  }
}

/// Room for a tile between the two halves of a transform, 36 vectors; for `winogradInput` as many scalars as
/// `winogradInputScratch` says. From the caller, because a closure around it would be code of its own that instruction
/// sets share.
public typealias WinogradTile = UnsafeMutablePointer<Vector>

/// Scalars of scratch that `winogradInput` needs: a tile, where its 36 pixels are, and a pixel of zeros.
public func winogradInputScratch(channels: Int) -> Int { 36 * lanes + 9 * lanes + channels + lanes }

/// V[xi][tile][c] = B^T d B for tiles first ..< first + count (counted through the batch), each xi `plane`
/// scalars apart.
@inlinable @inline(__always)
func winogradInput<I: InstructionSet>(
  _: I.Type, _ g: WinogradTiles, _ x: Input, _ first: Int, _ count: Int, _ v: Output,
  _ plane: Int, _ t: WinogradTile
) {
  let c = g.channels
  let pixels = UnsafeMutableRawPointer(t + 36).bindMemory(to: Input.self, capacity: 36)
  let zeros = UnsafeMutableRawPointer(t + 45).bindMemory(to: Scalar.self, capacity: c &+ lanes)
  zeros.update(repeating: 0, count: c &+ lanes)
  for n in 0..<count {
    let place = g.place(first &+ n)
    let (y0, x0) = (place.y &- g.top, place.x &- g.left)
    let base = x + place.image &* g.height &* g.width &* c
    // Looked up once a tile, not once a vector: most tiles of a small image reach beyond it.
    for i in 0..<6 {
      let iy = y0 &+ i
      let row = base + iy &* g.width &* c
      for j in 0..<6 {
        let ix = x0 &+ j
        let isInside = iy >= 0 && iy < g.height && ix >= 0 && ix < g.width
        pixels[6 &* i &+ j] = isInside ? row + ix &* c : Input(zeros)
      }
    }
    let to = v + n &* c
    var k = 0
    while k < c {
      // Whole vectors are read at the end of a pixel as well: there is slack behind each buffer.
      for j in 0..<6 {
        @inline(__always) func d(_ i: Int) -> Vector { load(pixels[6 &* i &+ j] + k) }
        storeSix(inputTransform(I.self, (d(0), d(1), d(2), d(3), d(4), d(5))), t + j, step: 6)
      }
      let lanesHere = min(lanes, c &- k)
      for i in 0..<6 {
        let r = inputTransform(I.self, loadSix(t + 6 &* i, step: 1))
        storePlanes(r, to + (6 &* i &* plane &+ k), plane, lanesHere)
      }
      k &+= lanes
    }
  }
}

/// y = max(floor, A^T M A + bias) for tiles first ..< first + count; the parts of a tile beyond the image are dropped.
@inlinable @inline(__always)
func winogradOutput<I: InstructionSet, F: WinogradForm>(
  _: I.Type, _: F.Type, _ g: WinogradTiles, _ m: Input, _ plane: Int, _ first: Int, _ count: Int,
  _ bias: Input?, _ floor: Scalar, _ y: Output, _ t: WinogradTile
) {
  let c = g.outputChannels
  let least = Vector(repeating: floor)
  for n in 0..<count {
    let (image, y0, x0) = g.place(first &+ n)
    let base = y + ((image &* g.outputHeight &+ y0) &* g.outputWidth &+ x0) &* c
    let from = m + n &* c
    let down = min(F.outputs, g.outputHeight &- y0)
    let across = min(F.outputs, g.outputWidth &- x0)
    var k = 0
    while k < c {
      let lanesHere = min(lanes, c &- k)
      let whole = lanesHere == lanes
      // Planes are further apart than they are long: whole vectors are read at the end of one as well.
      for j in 0..<6 {
        @inline(__always) func get(_ i: Int) -> Vector {
          load(from + ((6 &* i &+ j) &* plane &+ k))
        }
        let column = (get(0), get(1), get(2), get(3), get(4), get(5))
        F.outputs(I.self, column) { i, v in t[6 &* i &+ j] = v }
      }
      var shift = Vector(repeating: 0)
      if let bias { shift = load(bias + k, first: lanesHere, whole: whole) }
      for i in 0..<down {
        let p = base + (i &* g.outputWidth &* c &+ k)
        F.outputs(I.self, loadSix(t + 6 &* i, step: 1)) { j, v in
          // All are computed; what lies beyond the image is not stored.
          let v = maximum(v + shift, least)
          if j < across { storeFirst(v, p + j &* c, lanesHere) }
        }
      }
      k &+= lanes
    }
  }
}

/// M'[xi][tile][o] = A dy A^T for tiles first ..< first + count: zeros where a tile reaches beyond the image.
@inlinable @inline(__always)
func winogradOutputGradient<I: InstructionSet, F: WinogradForm>(
  _: I.Type, _: F.Type, _ g: WinogradTiles, _ dy: Input, _ first: Int, _ count: Int, _ m: Output,
  _ plane: Int, _ t: WinogradTile
) {
  let c = g.outputChannels
  for n in 0..<count {
    let (image, y0, x0) = g.place(first &+ n)
    let base = dy + ((image &* g.outputHeight &+ y0) &* g.outputWidth &+ x0) &* c
    let to = m + n &* c
    let down = min(F.outputs, g.outputHeight &- y0)
    let across = min(F.outputs, g.outputWidth &- x0)
    var k = 0
    while k < c {
      let lanesHere = min(lanes, c &- k)
      let whole = lanesHere == lanes
      for j in 0..<F.outputs {
        let column = F.outputGradient(I.self) { i in
          if i >= down || j >= across { return Vector(repeating: 0) }
          return load(
            base + ((i &* g.outputWidth &+ j) &* c &+ k), first: lanesHere, whole: whole)
        }
        storeSix(column, t + j, step: F.outputs)
      }
      for i in 0..<6 {
        let s = t + F.outputs &* i
        let r = F.outputGradient(I.self) { s[$0] }
        storePlanes(r, to + (6 &* i &* plane &+ k), plane, lanesHere)
      }
      k &+= lanes
    }
  }
}
