// Convolution of each channel by itself, along the channels. A band's runs are its taps, one element each.

/// y[pixel][c] = max(floor, bias[c] + the sum over taps of x[pixel's window][tap][c] * w[tap][c]), for every
/// pixel of a band.
///
/// Four pixels and sixteen channels at a time: neighbours share most of their windows, which stay in the
/// first-level cache.
@inlinable @inline(__always)
func depthwiseBand<I: InstructionSet>(
  _: I.Type, _ band: PixelBand, _ runs: TileRuns, _ x: Input, _ w: Input, _ channels: Int,
  _ bias: Input?, _ floor: Scalar, _ y: Output
) {
  let least = Vector(repeating: floor)
  var p = 0
  while p < band.count {
    let valid = min(4, band.count &- p)
    // Beyond the last pixel the last is computed again and not stored.
    @inline(__always) func source(_ r: Int) -> Input { x + band.sources[p &+ min(r, valid &- 1)] }
    let (x0, x1, x2, x3) = (source(0), source(1), source(2), source(3))
    var k = 0
    while k < channels {
      let n = min(2 &* lanes, channels &- k)
      // Whole vectors are read at the end as well: there is slack behind each buffer.
      var (c00, c01) = (Vector(repeating: 0), Vector(repeating: 0))
      if let bias {
        c00 = load(bias + k)
        c01 = load(bias + (k &+ lanes))
      }
      var (c10, c11) = (c00, c01)
      var (c20, c21) = (c00, c01)
      var (c30, c31) = (c00, c01)
      var weights = w + k
      for tap in 0..<runs.count {
        let offset = runs.offsets[tap] &+ k
        let w0 = load(weights)
        let w1 = load(weights + lanes)
        c00 = I.multiplyAdd(load(x0 + offset), w0, c00)
        c01 = I.multiplyAdd(load(x0 + (offset &+ lanes)), w1, c01)
        c10 = I.multiplyAdd(load(x1 + offset), w0, c10)
        c11 = I.multiplyAdd(load(x1 + (offset &+ lanes)), w1, c11)
        c20 = I.multiplyAdd(load(x2 + offset), w0, c20)
        c21 = I.multiplyAdd(load(x2 + (offset &+ lanes)), w1, c21)
        c30 = I.multiplyAdd(load(x3 + offset), w0, c30)
        c31 = I.multiplyAdd(load(x3 + (offset &+ lanes)), w1, c31)
        weights += channels
      }
      @inline(__always) func put(_ r: Int, _ a: Vector, _ b: Vector) {
        guard r < valid else { return }
        let to = y + (band.targets[p &+ r] &+ k)
        storeFirst(maximum(a, least), to, min(n, lanes))
        if n > lanes { storeFirst(maximum(b, least), to + lanes, n &- lanes) }
      }
      put(0, c00, c01)
      put(1, c10, c11)
      put(2, c20, c21)
      put(3, c30, c31)
      k &+= 2 &* lanes
    }
    p &+= 4
  }
}

/// dw[tap][c] += the sum over a band's pixels of x[pixel's window][tap][c] * dy[pixel][c].
///
/// Five taps and sixteen channels at a time stay in registers while the pixels go by.
@inlinable @inline(__always)
func addDepthwiseGradient<I: InstructionSet>(
  _: I.Type, _ band: PixelBand, _ runs: TileRuns, _ x: Input, _ dy: Input, _ channels: Int,
  _ dw: Output
) {
  let zero = Vector(repeating: 0)
  var k = 0
  while k < channels {
    let n = min(2 &* lanes, channels &- k)
    var tap = 0
    while tap < runs.count {
      let valid = min(5, runs.count &- tap)
      @inline(__always) func source(_ t: Int) -> Input {
        x + (runs.offsets[tap &+ min(t, valid &- 1)] &+ k)
      }
      let (x0, x1, x2, x3, x4) = (source(0), source(1), source(2), source(3), source(4))
      var (c00, c01) = (zero, zero)
      var (c10, c11) = (zero, zero)
      var (c20, c21) = (zero, zero)
      var (c30, c31) = (zero, zero)
      var (c40, c41) = (zero, zero)
      for p in 0..<band.count {
        let from = dy + (band.targets[p] &+ k)
        let (g0, g1) = (load(from), load(from + lanes))
        let offset = band.sources[p]
        c00 = I.multiplyAdd(load(x0 + offset), g0, c00)
        c01 = I.multiplyAdd(load(x0 + (offset &+ lanes)), g1, c01)
        c10 = I.multiplyAdd(load(x1 + offset), g0, c10)
        c11 = I.multiplyAdd(load(x1 + (offset &+ lanes)), g1, c11)
        c20 = I.multiplyAdd(load(x2 + offset), g0, c20)
        c21 = I.multiplyAdd(load(x2 + (offset &+ lanes)), g1, c21)
        c30 = I.multiplyAdd(load(x3 + offset), g0, c30)
        c31 = I.multiplyAdd(load(x3 + (offset &+ lanes)), g1, c31)
        c40 = I.multiplyAdd(load(x4 + offset), g0, c40)
        c41 = I.multiplyAdd(load(x4 + (offset &+ lanes)), g1, c41)
      }
      @inline(__always) func put(_ t: Int, _ a: Vector, _ b: Vector) {
        guard t < valid else { return }
        let to = dw + ((tap &+ t) &* channels &+ k)
        add(a, to, first: min(n, lanes))
        if n > lanes { add(b, to + lanes, first: n &- lanes) }
      }
      put(0, c00, c01)
      put(1, c10, c11)
      put(2, c20, c21)
      put(3, c30, c31)
      put(4, c40, c41)
      tap &+= 5
    }
    k &+= 2 &* lanes
  }
}
