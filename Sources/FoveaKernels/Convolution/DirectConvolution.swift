// Convolution as a matrix product whose left-hand rows are the patches where they lie in the image: nothing
// is copied out. The kernel is packed into panels of 16 output channels (8 for a last one that narrow).

/// Output pixels that one task works on, and where their windows are.
public struct PixelBand {
  /// The number of pixels.
  public let count: Int
  /// The offset of each pixel's window in the source, in elements.
  public let sources: UnsafePointer<Int>
  /// The offset of each pixel in the target, in elements.
  public let targets: UnsafePointer<Int>

  /// A band of pixels.
  public init(count: Int, sources: UnsafePointer<Int>, targets: UnsafePointer<Int>) {
    self.count = count
    self.sources = sources
    self.targets = targets
  }
}

/// The columns of the panel that starts at `column` of `columns`: 16, or 8 where no more are left.
@inlinable @inline(__always)
public func panelWidth(_ column: Int, of columns: Int) -> Int {
  columns &- column > lanes ? 2 &* lanes : lanes
}

/// Scalars that `columns` columns of `depth` rows take when packed into panels.
public func packedCount(depth: Int, columns: Int) -> Int {
  let rest = columns % (2 * lanes)
  let whole = columns - rest
  return depth * (whole + (rest == 0 ? 0 : rest <= lanes ? lanes : 2 * lanes))
}

/// Packs columns first ..< first + panelWidth of a row-major matrix; missing columns become zeros.
@inlinable @inline(__always)
func packPanel<I: InstructionSet>(
  _: I.Type, _ matrix: Input, _ depth: Int, _ columns: Int, _ stride: Int, _ first: Int,
  _ panel: Output
) {
  let width = panelWidth(first, of: columns)
  let n = min(width, columns &- first)
  var from = matrix + first
  var to = panel
  for _ in 0..<depth {
    if n == 2 &* lanes {
      store(load(from), to)
      store(load(from + lanes), to + lanes)
    } else {
      for j in 0..<width { to[j] = j < n ? from[j] : 0 }
    }
    from += stride
    to += width
  }
}

/// y[pixel] = max(floor, bias + the sum over runs of x * packed kernel), for every pixel of a band.
@inlinable @inline(__always)
func convolveBand<I: InstructionSet>(
  _: I.Type, _ band: PixelBand, _ runs: TileRuns, _ x: Input, _ packed: Input, _ columns: Int,
  _ bias: Input?, _ floor: Scalar, _ y: Output
) {
  let depth = runs.count &* runs.length
  withUnsafeTemporaryAllocation(of: Vector.self, capacity: 12) { buffer in
    // Room for the rows of a tile, or for a block of vectors.
    guard let block = buffer.baseAddress else { return }
    let rows = UnsafeMutableRawPointer(block).bindMemory(to: Input.self, capacity: 12)
    let least = Vector(repeating: floor)
    var panel = packed
    var j = 0
    while j < columns {
      let width = panelWidth(j, of: columns)
      let n = min(width, columns &- j)
      var first = Vector(repeating: 0)
      var second = first
      if let bias {
        first = load(bias + j, first: min(n, lanes), whole: n >= lanes)
        if n > lanes {
          second = load(bias + (j &+ lanes), first: n &- lanes, whole: n == 2 &* lanes)
        }
      }
      // The pixels after a pixel into which a whole vector would reach.
      let reached = (lanes &- 1) / n
      var p = 0
      while p < band.count {
        let inRow = n <= rowTileOutputs ? neighbours(band, p) : 0
        let isRow = inRow >= lanes
        let height = isRow ? 2 &* lanes : width == lanes ? 12 : 6
        // Beyond the last pixel the last is computed again and not stored.
        let valid = isRow ? inRow : min(height, band.count &- p)
        let targets = band.targets + p
        // Few channels, pixel after pixel: what is too much of a whole vector the next pixels overwrite, those of
        // this tile; beyond it others may be writing.
        let last = valid &- 1
        let areTogether = n == columns && targets[last] &- targets[0] == last &* n
        let whole = areTogether ? valid &- reached : 0
        let start = y + (targets[0] &+ j)
        @inline(__always) func put(_ r: Int, _ c: Vector) {
          if r < whole {
            store(maximum(c, least), start + r &* n)
          } else if r < valid {
            storeFirst(maximum(c, least), y + (targets[r] &+ j), n)
          }
        }
        if isRow {
          tile16Pixels(I.self, x + band.sources[p], runs, panel, first, block, put)
          p &+= valid
          continue
        }
        for r in 0..<height { rows[r] = x + band.sources[p &+ min(r, last)] }
        if width == lanes {
          tile12x8(I.self, rows, runs, panel, first, put)
        } else {
          tile6x16(I.self, rows, runs, panel, (first, second)) { r, c0, c1 in
            if r < valid {
              let to = y + (targets[r] &+ j)
              store(maximum(c0, least), to)
              storeFirst(maximum(c1, least), to + lanes, n &- lanes)
            }
          }
        }
        p &+= height
      }
      panel += depth &* width
      j &+= width
    }
  }
}

/// Packs a panel of the kernel turned round, for the input gradient: rows are (tap, output channel), columns
/// input channels first ..< first + panelWidth.
///
/// - Parameters:
///   - kernel: [taps, inputs, stride]; the group's first output channel.
///   - taps: the taps to take, in the order of the rows; `count` of them.
@inlinable @inline(__always)
func packTransposedPanel<I: InstructionSet>(
  _: I.Type, _ kernel: Input, _ taps: UnsafePointer<Int>, _ count: Int, _ inputs: Int,
  _ outputs: Int, _ stride: Int, _ first: Int, _ panel: Output
) {
  let width = panelWidth(first, of: inputs)
  let n = min(width, inputs &- first)
  var to = panel
  for i in 0..<count {
    let from = kernel + (taps[i] &* inputs &+ first) &* stride
    for o in 0..<outputs {
      for j in 0..<width { to[j] = j < n ? from[j &* stride &+ o] : 0 }
      to += width
    }
  }
}
