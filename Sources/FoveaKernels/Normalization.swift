// Batch normalisation over rows of channels; the channels are contiguous.

/// y[row][j] = max(floor, x[row][j] * scale[j] + shift[j]).
@inlinable @inline(__always)
func scaleAndShiftRows<I: InstructionSet>(
  _: I.Type, _ x: Input, _ scale: Input, _ shift: Input, _ floor: Scalar, _ y: Output,
  _ rows: Int, _ columns: Int
) {
  let least = Vector(repeating: floor)
  for row in 0..<rows {
    let x = x + row &* columns
    let y = y + row &* columns
    var j = 0
    while j &+ lanes <= columns {
      let r = I.multiplyAdd(load(x + j), load(scale + j), load(shift + j))
      store(maximum(r, least), y + j)
      j &+= lanes
    }
    if j < columns {
      let n = columns &- j
      let r = I.multiplyAdd(
        load(x + j, first: n), load(scale + j, first: n), load(shift + j, first: n))
      store(maximum(r, least), y + j, first: n)
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

/// A gradient where the activation let its input through, x * scale + shift > 0; zero elsewhere.
@inlinable @inline(__always)
func passed<I: InstructionSet>(
  _: I.Type, _ dy: Vector, _ x: Vector, _ scale: Vector, _ shift: Vector
) -> Vector {
  let zero = Vector(repeating: 0)
  return zero.replaced(by: dy, where: I.multiplyAdd(x, scale, shift) .> zero)
}

/// The two sums that batch normalisation's gradient needs, down the rows: of g to sums[j], of
/// g * (x - centre) to sums[columns + j], where g is dy where the ReLU after it let x * scale + shift through.
@inlinable @inline(__always)
func addNormalizationSums<I: InstructionSet>(
  _: I.Type, _ x: Input, _ dy: Input, _ centre: Input, _ scale: Input, _ shift: Input,
  _ sums: Output, _ rows: Int, _ columns: Int
) {
  var j = 0
  while j < columns {
    let n = min(lanes, columns &- j)
    let whole = n == lanes
    @inline(__always) func get(_ p: Input) -> Vector { load(p + j, first: n, whole: whole) }
    let (middle, a, b) = (get(centre), get(scale), get(shift))
    var sum = get(Input(sums))
    var products = get(Input(sums) + columns)
    var p = 0
    for _ in 0..<rows {
      let x = get(x + p)
      let g = passed(I.self, get(dy + p), x, a, b)
      sum += g
      products = I.multiplyAdd(g, x - middle, products)
      p &+= columns
    }
    storeFirst(sum, sums + j, n)
    storeFirst(products, sums + (columns &+ j), n)
    j &+= lanes
  }
}

/// What batch normalisation's input gradient is made of, a number for each channel.
public struct NormalizationFactors {
  /// dx = g * gradient + x * input + constant.
  public let gradient, input, constant: Input
  /// g is dy where x * scale + shift > 0.
  public let scale, shift: Input

  /// Factors of the given channels.
  public init(
    gradient: Input, input: Input, constant: Input, scale: Input, shift: Input
  ) {
    self.gradient = gradient
    self.input = input
    self.constant = constant
    self.scale = scale
    self.shift = shift
  }
}

/// Batch normalisation's input gradient, row by row; dx may be dy.
@inlinable @inline(__always)
func normalizationGradient<I: InstructionSet>(
  _: I.Type, _ f: NormalizationFactors, _ dy: Input, _ x: Input, _ dx: Output, _ rows: Int,
  _ columns: Int
) {
  for row in 0..<rows {
    let at = row &* columns
    var j = 0
    while j < columns {
      let n = min(lanes, columns &- j)
      let whole = n == lanes
      @inline(__always) func get(_ p: Input) -> Vector { load(p + j, first: n, whole: whole) }
      let x = get(x + at)
      let g = passed(I.self, get(dy + at), x, get(f.scale), get(f.shift))
      let r = I.multiplyAdd(g, get(f.gradient), I.multiplyAdd(x, get(f.input), get(f.constant)))
      storeFirst(r, dx + (at &+ j), n)
      j &+= lanes
    }
  }
}
