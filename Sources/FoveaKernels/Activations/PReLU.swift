// PReLU with a slope for each column of a row-major matrix: a channel.

/// y[row][j] = x above 0, slope[j] * x below.
@inlinable @inline(__always)
func preluRows<I: InstructionSet>(
  _: I.Type, _ x: Input, _ slope: Input, _ y: Output, _ rows: Int, _ columns: Int
) {
  preluRowsGradient(I.self, x, slope, x, y, rows, columns)
}

/// dx[row][j] = dy where x is above 0, slope[j] * dy below; dx may be dy.
@inlinable @inline(__always)
func preluRowsGradient<I: InstructionSet>(
  _: I.Type, _ x: Input, _ slope: Input, _ dy: Input, _ dx: Output, _ rows: Int, _ columns: Int
) {
  let zero = Vector(repeating: 0)
  for row in 0..<rows {
    let at = row &* columns
    var j = 0
    while j < columns {
      let n = min(lanes, columns &- j)
      let whole = n == lanes
      @inline(__always) func get(_ p: Input) -> Vector { load(p + j, first: n, whole: whole) }
      let g = get(dy + at)
      storeFirst(
        (g * get(slope)).replaced(by: g, where: get(x + at) .> zero), dx + (at &+ j), n)
      j &+= lanes
    }
  }
}

/// sums[j] += sum of x * dy down the rows where x is below 0: the gradient of each slope.
@inlinable @inline(__always)
func addPReLUSums<I: InstructionSet>(
  _: I.Type, _ x: Input, _ dy: Input, _ sums: Output, _ rows: Int, _ columns: Int
) {
  let zero = Vector(repeating: 0)
  var j = 0
  while j < columns {
    let n = min(lanes, columns &- j)
    let whole = n == lanes
    var s = load(Input(sums) + j, first: n, whole: whole)
    var p = j
    for _ in 0..<rows {
      let x = load(x + p, first: n, whole: whole)
      let g = load(dy + p, first: n, whole: whole)
      s = I.multiplyAdd(x.replaced(by: zero, where: x .> zero), g, s)
      p &+= columns
    }
    storeFirst(s, sums + j, n)
    j &+= lanes
  }
}
