/// y = softmax(x) of each row; returns nothing a row of equal infinities could make sensible: NaN then.
///
/// The largest logit is subtracted first, so no input overflows.
///
/// - Parameter sums: where the sums of exp(x - largest) go, one a row; nil if nobody asks.
@inlinable @inline(__always)
func softmaxRows<I: InstructionSet>(
  _: I.Type, _ x: Input, _ y: Output, _ rows: Int, _ columns: Int, _ sums: Output?
) {
  for row in 0..<rows {
    let x = x + row &* columns
    let y = y + row &* columns
    let shift = Vector(repeating: largest(I.self, x, columns))
    map(x, y, columns) { exponential(I.self, $0 - shift) }
    let sum = reduce(I.self, Input(y), columns) { $0 + $1 }
    if let sums { sums[row] = sum }
    let scale = 1 / sum
    map(Input(y), y, columns) { $0 * scale }
  }
}

/// dx = y * (dy - <dy, y>) of each row.
@inlinable @inline(__always)
func softmaxRowsGradient<I: InstructionSet>(
  _: I.Type, _ y: Input, _ dy: Input, _ dx: Output, _ rows: Int, _ columns: Int
) {
  for row in 0..<rows {
    let offset = row &* columns
    let d = dotProduct(I.self, y + offset, dy + offset, columns)
    map(y + offset, dy + offset, dx + offset, columns) { $0 * ($1 - d) }
  }
}
