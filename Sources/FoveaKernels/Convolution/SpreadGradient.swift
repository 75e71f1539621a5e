// The input gradient of a convolution of few channels: each output's gradient times the kernel's rows, added
// to the input's gradient where the window lies. Blocks of the gathering form would be half empty there, and it
// computes a window for each input, of which padding and strides make more than there are outputs.

/// Elements of a kernel row that `spreadGradientRow` works on at once.
@inlinable public var spreadWidth: Int { 32 }

/// dx[p * step + j] += sum over o of dy[p][o] * w[o][j], for a row of output pixels and j in 0 ..< n.
///
/// Three pixels by 32 elements stay in registers while the output channels go by; then they are added one after
/// the other, because windows overlap.
///
/// - Parameters:
///   - w: [outputs][32], one row of the kernel.
///   - n: elements of the row, 32 at most. All 32 are read and written: `dx` has room behind it.
@inlinable @inline(__always)
func spreadGradientRow<I: InstructionSet>(
  _: I.Type, _ dy: Input, _ pixels: Int, _ outputs: Int, _ w: Input, _ n: Int, _ step: Int,
  _ dx: Output
) {
  let zero = Vector(repeating: 0)
  let (m0, m1) = (lanesFrom(n), lanesFrom(n &- lanes))
  let (m2, m3) = (lanesFrom(n &- 2 &* lanes), lanesFrom(n &- 3 &* lanes))
  var p = 0
  while p < pixels {
    let valid = min(3, pixels &- p)
    // Beyond the last pixel the last is computed again and not added.
    let a0 = dy + p &* outputs
    let a1 = dy + (p &+ min(1, valid &- 1)) &* outputs
    let a2 = dy + (p &+ min(2, valid &- 1)) &* outputs
    var (c00, c01, c02, c03) = (zero, zero, zero, zero)
    var (c10, c11, c12, c13) = (zero, zero, zero, zero)
    var (c20, c21, c22, c23) = (zero, zero, zero, zero)
    var b = w
    for o in 0..<outputs {
      // Three broadcasts and one vector of the kernel at a time: sixteen registers in all.
      let (v0, v1, v2) = (
        Vector(repeating: a0[o]), Vector(repeating: a1[o]), Vector(repeating: a2[o])
      )
      var k = load(b)
      c00 = I.multiplyAdd(v0, k, c00)
      c10 = I.multiplyAdd(v1, k, c10)
      c20 = I.multiplyAdd(v2, k, c20)
      k = load(b + lanes)
      c01 = I.multiplyAdd(v0, k, c01)
      c11 = I.multiplyAdd(v1, k, c11)
      c21 = I.multiplyAdd(v2, k, c21)
      k = load(b + 2 &* lanes)
      c02 = I.multiplyAdd(v0, k, c02)
      c12 = I.multiplyAdd(v1, k, c12)
      c22 = I.multiplyAdd(v2, k, c22)
      k = load(b + 3 &* lanes)
      c03 = I.multiplyAdd(v0, k, c03)
      c13 = I.multiplyAdd(v1, k, c13)
      c23 = I.multiplyAdd(v2, k, c23)
      b += spreadWidth
    }
    let to = dx + p &* step
    addUnmasked(I.self, c00, m0, to)
    addUnmasked(I.self, c01, m1, to + lanes)
    addUnmasked(I.self, c02, m2, to + 2 &* lanes)
    addUnmasked(I.self, c03, m3, to + 3 &* lanes)
    if valid > 1 {
      addUnmasked(I.self, c10, m0, to + step)
      addUnmasked(I.self, c11, m1, to + (step &+ lanes))
      addUnmasked(I.self, c12, m2, to + (step &+ 2 &* lanes))
      addUnmasked(I.self, c13, m3, to + (step &+ 3 &* lanes))
    }
    if valid > 2 {
      addUnmasked(I.self, c20, m0, to + 2 &* step)
      addUnmasked(I.self, c21, m1, to + (2 &* step &+ lanes))
      addUnmasked(I.self, c22, m2, to + (2 &* step &+ 2 &* lanes))
      addUnmasked(I.self, c23, m3, to + (2 &* step &+ 3 &* lanes))
    }
    p &+= 3
  }
}

/// p += v where it is not masked: as a whole vector, since adding 0 leaves the rest as it is.
@inlinable @inline(__always)
func addUnmasked<I: InstructionSet>(
  _: I.Type, _ v: Vector, _ mask: SIMDMask<Vector.MaskStorage>, _ p: Output
) {
  // Not a product with 0: an infinite gradient would leave a NaN behind the row.
  store(load(p) + v.replaced(by: Vector(repeating: 0), where: mask), p)
}

/// The input gradient of one row of pixels of a depthwise convolution, any stride:
/// dx[x][c] = sum over the row's taps and the column's taps of dy[place][c] * w[tap][c].
///
/// - Parameters:
///   - rows: pairs (offset of a row of dy in scalars, offset of a row of taps in scalars), `rowCount` of them.
///   - columns: for each x, pairs (offset of a pixel in a row of dy, offset of a tap in a row of taps), from
///     starts[x] to starts[x + 1].
@inlinable @inline(__always)
func depthwiseGradientRow<I: InstructionSet>(
  _: I.Type, _ dy: Input, _ w: Input, _ rows: UnsafePointer<Int>, _ rowCount: Int,
  _ columns: UnsafePointer<Int>, _ starts: UnsafePointer<Int>, _ width: Int, _ channels: Int,
  _ dx: Output
) {
  for x in 0..<width {
    let to = dx + x &* channels
    var k = 0
    while k < channels {
      // Whole vectors are read at the end as well: there is slack behind each buffer.
      var c0 = Vector(repeating: 0)
      var c1 = c0
      for r in 0..<rowCount {
        let (g, taps) = (dy + (rows[2 &* r] &+ k), w + (rows[2 &* r &+ 1] &+ k))
        for i in starts[x]..<starts[x &+ 1] {
          let (from, tap) = (g + columns[2 &* i], taps + columns[2 &* i &+ 1])
          c0 = I.multiplyAdd(load(from), load(tap), c0)
          c1 = I.multiplyAdd(load(from + lanes), load(tap + lanes), c1)
        }
      }
      let n = channels &- k
      storeFirst(c0, to + k, min(n, lanes))
      if n > lanes { storeFirst(c1, to + (k &+ lanes), min(n &- lanes, lanes)) }
      k &+= 2 &* lanes
    }
  }
}
