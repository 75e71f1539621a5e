// Loops over one, two or three runs of scalars.

@inlinable @inline(__always)
func add<I: InstructionSet>(_: I.Type, _ x: Input, _ y: Input, _ z: Output, _ n: Int) {
  map(x, y, z, n) { $0 + $1 }
}

@inlinable @inline(__always)
func subtract<I: InstructionSet>(_: I.Type, _ x: Input, _ y: Input, _ z: Output, _ n: Int) {
  map(x, y, z, n) { $0 - $1 }
}

@inlinable @inline(__always)
func multiply<I: InstructionSet>(_: I.Type, _ x: Input, _ y: Input, _ z: Output, _ n: Int) {
  map(x, y, z, n) { $0 * $1 }
}

@inlinable @inline(__always)
func divide<I: InstructionSet>(_: I.Type, _ x: Input, _ y: Input, _ z: Output, _ n: Int) {
  map(x, y, z, n) { $0 / $1 }
}

@inlinable @inline(__always)
func affine<I: InstructionSet>(
  _: I.Type, _ x: Input, _ a: Scalar, _ b: Scalar, _ y: Output, _ n: Int
) {
  let a = Vector(repeating: a)
  let b = Vector(repeating: b)
  map(x, y, n) { I.multiplyAdd(a, $0, b) }
}

/// sums[j] += sum over rows of x[row][j].
///
/// Eight columns at a time are kept in a register down all the rows; callers bound the rows, so that
/// rounding stays that of a short sum.
@inlinable @inline(__always)
func addColumnSums<I: InstructionSet>(
  _: I.Type, _ x: Input, _ sums: Output, _ rows: Int, _ columns: Int
) {
  var j = 0
  while j &+ lanes <= columns {
    var s = load(sums + j)
    var p = x + j
    for _ in 0..<rows {
      s += load(p)
      p += columns
    }
    store(s, sums + j)
    j &+= lanes
  }
  while j < columns {
    var s = sums[j]
    var p = x + j
    for _ in 0..<rows {
      s += p.pointee
      p += columns
    }
    sums[j] = s
    j &+= 1
  }
}
