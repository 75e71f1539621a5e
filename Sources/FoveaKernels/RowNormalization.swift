// Layer normalisation: each row by itself. `statistics` holds mean and 1 / deviation of each row.

/// y[row][j] = (x[row][j] - mean) / sqrt(variance + epsilon) * scale[j] + shift[j], row by row while the row is
/// in cache.
@inlinable @inline(__always)
func normalizeRows<I: InstructionSet>(
  _: I.Type, _ x: Input, _ scale: Input, _ shift: Input, _ epsilon: Scalar, _ y: Output,
  _ statistics: Output, _ rows: Int, _ columns: Int
) {
  let length = Scalar(columns)
  for row in 0..<rows {
    let x = x + row &* columns
    let y = y + row &* columns
    let mean = reduce(I.self, x, columns) { $0 + $1 } / length
    let inverse = 1 / (squares(I.self, x, mean, columns) / length + epsilon).squareRoot()
    statistics[2 &* row] = mean
    statistics[2 &* row &+ 1] = inverse
    var j = 0
    while j < columns {
      let n = min(lanes, columns &- j)
      let whole = n == lanes
      let normal = (load(x + j, first: n, whole: whole) - mean) * inverse
      let r = I.multiplyAdd(
        normal, load(scale + j, first: n, whole: whole), load(shift + j, first: n, whole: whole))
      storeFirst(r, y + j, n)
      j &+= lanes
    }
  }
}

/// The sum of (x - mean)^2.
@inlinable @inline(__always)
func squares<I: InstructionSet>(_: I.Type, _ x: Input, _ mean: Scalar, _ n: Int) -> Scalar {
  var even = Vector(repeating: 0)
  var odd = even
  var i = 0
  while i &+ 2 &* lanes <= n {
    let a = load(x + i) - mean
    let b = load(x + i + lanes) - mean
    even = I.multiplyAdd(a, a, even)
    odd = I.multiplyAdd(b, b, odd)
    i &+= 2 &* lanes
  }
  while i < n {
    let r = min(lanes, n &- i)
    let d = load(x + i, first: r, fill: mean, whole: r == lanes) - mean
    even = I.multiplyAdd(d, d, even)
    i &+= lanes
  }
  return horizontalSum(even + odd)
}

@inlinable @inline(__always)
func load(_ p: Input, first n: Int, fill: Scalar, whole: Bool) -> Vector {
  whole ? load(p) : load(p, first: n, fill: fill)
}

/// dx = (g - mean g - xhat * mean (g * xhat)) / deviation with g = dy * scale, row by row; dx may be dy.
@inlinable @inline(__always)
func normalizeRowsGradient<I: InstructionSet>(
  _: I.Type, _ x: Input, _ dy: Input, _ scale: Input, _ statistics: Input, _ dx: Output,
  _ rows: Int, _ columns: Int
) {
  let length = Scalar(columns)
  for row in 0..<rows {
    let at = row &* columns
    let mean = statistics[2 &* row]
    let inverse = statistics[2 &* row &+ 1]
    var sum = Vector(repeating: 0)
    var products = sum
    var j = 0
    while j < columns {
      let n = min(lanes, columns &- j)
      let whole = n == lanes
      // Lanes beyond the row hold 0 in dy and count for nothing.
      let g =
        load(dy + (at &+ j), first: n, whole: whole) * load(scale + j, first: n, whole: whole)
      let normal = (load(x + (at &+ j), first: n, whole: whole) - mean) * inverse
      sum += g
      products = I.multiplyAdd(g, normal, products)
      j &+= lanes
    }
    let a = horizontalSum(sum) / length
    let b = horizontalSum(products) / length
    j = 0
    while j < columns {
      let n = min(lanes, columns &- j)
      let whole = n == lanes
      let g =
        load(dy + (at &+ j), first: n, whole: whole) * load(scale + j, first: n, whole: whole)
      let normal = (load(x + (at &+ j), first: n, whole: whole) - mean) * inverse
      storeFirst((g - a - normal * b) * inverse, dx + (at &+ j), n)
      j &+= lanes
    }
  }
}

/// sums[j] += sum of dy down the rows, sums[columns + j] += sum of dy * xhat: the gradients of shift and scale.
@inlinable @inline(__always)
func addRowNormalizationSums<I: InstructionSet>(
  _: I.Type, _ x: Input, _ dy: Input, _ statistics: Input, _ sums: Output, _ rows: Int,
  _ columns: Int
) {
  var j = 0
  while j < columns {
    let n = min(lanes, columns &- j)
    let whole = n == lanes
    var sum = load(Input(sums) + j, first: n, whole: whole)
    var products = load(Input(sums) + (columns &+ j), first: n, whole: whole)
    var p = j
    for row in 0..<rows {
      let g = load(dy + p, first: n, whole: whole)
      let deviation = load(x + p, first: n, whole: whole) - statistics[2 &* row]
      sum += g
      products = I.multiplyAdd(g, deviation * statistics[2 &* row &+ 1], products)
      p &+= columns
    }
    storeFirst(sum, sums + j, n)
    storeFirst(products, sums + (columns &+ j), n)
    j &+= lanes
  }
}
