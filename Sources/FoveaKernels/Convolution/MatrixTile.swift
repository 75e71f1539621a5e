// Blocks of a matrix product that live in registers: 6 rows of 16 columns, or 12 of 8 for narrow results.
// Rows are read where they lie, element by element through a broadcast; columns are packed. So a row may
// be a patch of an image that is never copied out.

/// How the rows of a product are found and summed over: `runs` stretches of `length` elements, each at
/// its offset from the row's start.
public struct TileRuns {
  /// The offsets of the stretches from a row's start.
  public let offsets: UnsafePointer<Int>
  /// The number of stretches.
  public let count: Int
  /// Elements of a stretch.
  public let length: Int

  /// Stretches at the given offsets.
  public init(offsets: UnsafePointer<Int>, count: Int, length: Int) {
    self.offsets = offsets
    self.count = count
    self.length = length
  }
}

/// Six rows times a packed panel of 16 columns, on top of `start`.
@inlinable @inline(__always)
func tile6x16<I: InstructionSet>(
  _: I.Type, _ rows: UnsafePointer<Input>, _ runs: TileRuns, _ panel: Input,
  _ start: (Vector, Vector), _ store: (Int, Vector, Vector) -> Void
) {
  var (c00, c01) = start
  var (c10, c11) = start
  var (c20, c21) = start
  var (c30, c31) = start
  var (c40, c41) = start
  var (c50, c51) = start
  var b = panel
  for run in 0..<runs.count {
    let offset = runs.offsets[run]
    let a0 = rows[0] + offset
    let a1 = rows[1] + offset
    let a2 = rows[2] + offset
    let a3 = rows[3] + offset
    let a4 = rows[4] + offset
    let a5 = rows[5] + offset
    var i = 0
    while i < runs.length {
      let b0 = load(b)
      let b1 = load(b + lanes)
      var a = Vector(repeating: a0[i])
      c00 = I.multiplyAdd(a, b0, c00)
      c01 = I.multiplyAdd(a, b1, c01)
      a = Vector(repeating: a1[i])
      c10 = I.multiplyAdd(a, b0, c10)
      c11 = I.multiplyAdd(a, b1, c11)
      a = Vector(repeating: a2[i])
      c20 = I.multiplyAdd(a, b0, c20)
      c21 = I.multiplyAdd(a, b1, c21)
      a = Vector(repeating: a3[i])
      c30 = I.multiplyAdd(a, b0, c30)
      c31 = I.multiplyAdd(a, b1, c31)
      a = Vector(repeating: a4[i])
      c40 = I.multiplyAdd(a, b0, c40)
      c41 = I.multiplyAdd(a, b1, c41)
      a = Vector(repeating: a5[i])
      c50 = I.multiplyAdd(a, b0, c50)
      c51 = I.multiplyAdd(a, b1, c51)
      b += 2 * lanes
      i &+= 1
    }
  }
  store(0, c00, c01)
  store(1, c10, c11)
  store(2, c20, c21)
  store(3, c30, c31)
  store(4, c40, c41)
  store(5, c50, c51)
}

/// Twelve rows times a packed panel of 8 columns, on top of `start`.
@inlinable @inline(__always)
func tile12x8<I: InstructionSet>(
  _: I.Type, _ rows: UnsafePointer<Input>, _ runs: TileRuns, _ panel: Input, _ start: Vector,
  _ store: (Int, Vector) -> Void
) {
  var c0 = start
  var c1 = start
  var c2 = start
  var c3 = start
  var c4 = start
  var c5 = start
  var c6 = start
  var c7 = start
  var c8 = start
  var c9 = start
  var c10 = start
  var c11 = start
  var b = panel
  for run in 0..<runs.count {
    let offset = runs.offsets[run]
    let a0 = rows[0] + offset
    let a1 = rows[1] + offset
    let a2 = rows[2] + offset
    let a3 = rows[3] + offset
    let a4 = rows[4] + offset
    let a5 = rows[5] + offset
    let a6 = rows[6] + offset
    let a7 = rows[7] + offset
    let a8 = rows[8] + offset
    let a9 = rows[9] + offset
    let a10 = rows[10] + offset
    let a11 = rows[11] + offset
    var i = 0
    while i < runs.length {
      let b0 = load(b)
      c0 = I.multiplyAdd(Vector(repeating: a0[i]), b0, c0)
      c1 = I.multiplyAdd(Vector(repeating: a1[i]), b0, c1)
      c2 = I.multiplyAdd(Vector(repeating: a2[i]), b0, c2)
      c3 = I.multiplyAdd(Vector(repeating: a3[i]), b0, c3)
      c4 = I.multiplyAdd(Vector(repeating: a4[i]), b0, c4)
      c5 = I.multiplyAdd(Vector(repeating: a5[i]), b0, c5)
      c6 = I.multiplyAdd(Vector(repeating: a6[i]), b0, c6)
      c7 = I.multiplyAdd(Vector(repeating: a7[i]), b0, c7)
      c8 = I.multiplyAdd(Vector(repeating: a8[i]), b0, c8)
      c9 = I.multiplyAdd(Vector(repeating: a9[i]), b0, c9)
      c10 = I.multiplyAdd(Vector(repeating: a10[i]), b0, c10)
      c11 = I.multiplyAdd(Vector(repeating: a11[i]), b0, c11)
      b += lanes
      i &+= 1
    }
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
