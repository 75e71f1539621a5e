// Batch normalisation over rows of channels; the channels are contiguous.

/// y[row][j] = x[row][j] * scale[j] + shift[j].
@inlinable @inline(__always)
func scaleAndShiftRows<I: InstructionSet>(
  _: I.Type, _ x: Input, _ scale: Input, _ shift: Input, _ y: Output, _ rows: Int, _ columns: Int
) {
  for row in 0..<rows {
    let x = x + row &* columns
    let y = y + row &* columns
    var j = 0
    while j &+ lanes <= columns {
      store(I.multiplyAdd(load(x + j), load(scale + j), load(shift + j)), y + j)
      j &+= lanes
    }
    if j < columns {
      let n = columns &- j
      let r = I.multiplyAdd(
        load(x + j, first: n), load(scale + j, first: n), load(shift + j, first: n))
      store(r, y + j, first: n)
    }
  }
}

/// sums[j] += sum of (x - centre)^2 down the rows.
@inlinable @inline(__always)
func addColumnSquares<I: InstructionSet>(
  _: I.Type, _ x: Input, _ centre: Input, _ sums: Output, _ rows: Int, _ columns: Int
) {
  addColumnProducts(I.self, x, x, centre, centre, sums, rows, columns)
}

/// sums[j] += sum of (x - a) * (y - b) down the rows.
@inlinable @inline(__always)
func addColumnProducts<I: InstructionSet>(
  _: I.Type, _ x: Input, _ y: Input, _ a: Input, _ b: Input, _ sums: Output, _ rows: Int,
  _ columns: Int
) {
  var j = 0
  while j < columns {
    let n = min(lanes, columns &- j)
    let whole = n == lanes
    let ca = load(a + j, first: n, whole: whole)
    let cb = load(b + j, first: n, whole: whole)
    var s = load(Input(sums) + j, first: n, whole: whole)
    var p = j
    for _ in 0..<rows {
      s = I.multiplyAdd(
        load(x + p, first: n, whole: whole) - ca, load(y + p, first: n, whole: whole) - cb, s)
      p &+= columns
    }
    if whole { store(s, sums + j) } else { store(s, sums + j, first: n) }
    j &+= lanes
  }
}

/// dx[row][j] = dy[row][j] * a[j] + x[row][j] * b[j] + c[j]: batch normalisation's input gradient.
@inlinable @inline(__always)
func combineRows<I: InstructionSet>(
  _: I.Type, _ dy: Input, _ x: Input, _ a: Input, _ b: Input, _ c: Input, _ dx: Output,
  _ rows: Int, _ columns: Int
) {
  for row in 0..<rows {
    let at = row &* columns
    var j = 0
    while j < columns {
      let n = min(lanes, columns &- j)
      let whole = n == lanes
      @inline(__always) func get(_ p: Input) -> Vector { load(p + j, first: n, whole: whole) }
      let r = I.multiplyAdd(get(dy + at), get(a), I.multiplyAdd(get(x + at), get(b), get(c)))
      if whole { store(r, dx + at + j) } else { store(r, dx + at + j, first: n) }
      j &+= lanes
    }
  }
}
