// Sums of outer products that live in registers: six neighbours of each pixel's source times its
// row of a packed panel of 16 columns, or 12 times 8, over the pixels of a band.

/// The sum over pixels of 6 scalars at x + offset(pixel) times 16 of the panel.
@inlinable @inline(__always)
func outerSum6x16<I: InstructionSet>(
  _: I.Type, _ pixels: Int, _ x: Input, _ offset: (Int) -> Int, _ panel: Input,
  _ store: (Int, Vector, Vector) -> Void
) {
  let zero = Vector(repeating: 0)
  var (c00, c01) = (zero, zero)
  var (c10, c11) = (zero, zero)
  var (c20, c21) = (zero, zero)
  var (c30, c31) = (zero, zero)
  var (c40, c41) = (zero, zero)
  var (c50, c51) = (zero, zero)
  var b = panel
  for p in 0..<pixels {
    let a = x + offset(p)
    let b0 = load(b)
    let b1 = load(b + lanes)
    let a0 = Vector(repeating: a[0])
    c00 = I.multiplyAdd(a0, b0, c00)
    c01 = I.multiplyAdd(a0, b1, c01)
    let a1 = Vector(repeating: a[1])
    c10 = I.multiplyAdd(a1, b0, c10)
    c11 = I.multiplyAdd(a1, b1, c11)
    let a2 = Vector(repeating: a[2])
    c20 = I.multiplyAdd(a2, b0, c20)
    c21 = I.multiplyAdd(a2, b1, c21)
    let a3 = Vector(repeating: a[3])
    c30 = I.multiplyAdd(a3, b0, c30)
    c31 = I.multiplyAdd(a3, b1, c31)
    let a4 = Vector(repeating: a[4])
    c40 = I.multiplyAdd(a4, b0, c40)
    c41 = I.multiplyAdd(a4, b1, c41)
    let a5 = Vector(repeating: a[5])
    c50 = I.multiplyAdd(a5, b0, c50)
    c51 = I.multiplyAdd(a5, b1, c51)
    b += 2 * lanes
  }
  store(0, c00, c01)
  store(1, c10, c11)
  store(2, c20, c21)
  store(3, c30, c31)
  store(4, c40, c41)
  store(5, c50, c51)
}

/// The sums over pixels of 6 scalars at x + offset(pixel), and of 6 at other + offset(pixel), times 8 of the panel.
@inlinable @inline(__always)
func outerSum12x8<I: InstructionSet>(
  _: I.Type, _ pixels: Int, _ x: Input, _ other: Input, _ offset: (Int) -> Int, _ panel: Input,
  _ store: (Int, Vector) -> Void
) {
  let zero = Vector(repeating: 0)
  var c0 = zero
  var c1 = zero
  var c2 = zero
  var c3 = zero
  var c4 = zero
  var c5 = zero
  var c6 = zero
  var c7 = zero
  var c8 = zero
  var c9 = zero
  var c10 = zero
  var c11 = zero
  var b = panel
  for p in 0..<pixels {
    let a = x + offset(p)
    let d = other + offset(p)
    let b0 = load(b)
    c0 = I.multiplyAdd(Vector(repeating: a[0]), b0, c0)
    c1 = I.multiplyAdd(Vector(repeating: a[1]), b0, c1)
    c2 = I.multiplyAdd(Vector(repeating: a[2]), b0, c2)
    c3 = I.multiplyAdd(Vector(repeating: a[3]), b0, c3)
    c4 = I.multiplyAdd(Vector(repeating: a[4]), b0, c4)
    c5 = I.multiplyAdd(Vector(repeating: a[5]), b0, c5)
    c6 = I.multiplyAdd(Vector(repeating: d[0]), b0, c6)
    c7 = I.multiplyAdd(Vector(repeating: d[1]), b0, c7)
    c8 = I.multiplyAdd(Vector(repeating: d[2]), b0, c8)
    c9 = I.multiplyAdd(Vector(repeating: d[3]), b0, c9)
    c10 = I.multiplyAdd(Vector(repeating: d[4]), b0, c10)
    c11 = I.multiplyAdd(Vector(repeating: d[5]), b0, c11)
    b += lanes
  }
  store(0, c0)
  store(1, c1)
  store(2, c2)
  store(3, c3)
  store(4, c4)
  store(5, c5)
  store(6, c6)
  store(7, c7)
  store(8, c8)
  store(9, c9)
  store(10, c10)
  store(11, c11)
}
