import FoveaKernels

/// How two operands of an element-wise operation are walked together.
///
/// The result is worked off in blocks of about a thousand elements, each either part of one of its rows or
/// several whole rows. An operand that is stretched is written out for one block at a time, in the
/// fastest cache, so the operation itself always sees runs of equal length.
struct BroadcastPlan {
  /// The extents of the result, outermost first; axes that both operands walk in one go are merged and
  /// those of extent 1 left out.
  private var extents: [Int] = []
  /// How far each operand moves along each of them; 0 where it is stretched.
  private var xSteps: [Int] = []
  private var ySteps: [Int] = []

  /// The plan for two shapes that broadcast to `shape`.
  init(_ x: Shape, _ y: Shape, to shape: Shape) {
    if shape.count == 0 {
      (extents, xSteps, ySteps) = ([0], [1], [1])
      return
    }
    let (x, y) = (x.padded(toRank: shape.rank), y.padded(toRank: shape.rank))
    let (xStrides, yStrides) = (x.strides, y.strides)
    for axis in 0..<shape.rank where shape[axis] != 1 {
      let extent = shape[axis]
      let xStep = x[axis] == 1 ? 0 : xStrides[axis]
      let yStep = y[axis] == 1 ? 0 : yStrides[axis]
      if let last = extents.indices.last, xSteps[last] == xStep * extent,
        ySteps[last] == yStep * extent
      {
        extents[last] *= extent
        (xSteps[last], ySteps[last]) = (xStep, yStep)
      } else {
        extents.append(extent)
        xSteps.append(xStep)
        ySteps.append(yStep)
      }
    }
    if extents.isEmpty { (extents, xSteps, ySteps) = ([1], [1], [1]) }
  }

  /// Elements of a block: two blocks of doubles fill half of a first-level cache.
  private static let block = 1024

  /// z = f(x, y). z may be an operand that is not stretched.
  func run(_ x: Input, _ y: Input, _ z: Output, _ f: (Input, Input, Output, Int) -> Void) {
    let columns = extents[extents.count - 1]
    let rows = extents.dropLast().reduce(1, *)
    if columns == 0 || rows == 0 { return }
    let block = Self.block
    if columns >= block {
      let pieces = (columns + block - 1) / block
      eachPiece(rows * pieces, x, y) { piece, x, y in
        let (row, start) = (piece / pieces, piece % pieces * block)
        let n = min(block, columns - start)
        f(x.part(row, start, n), y.part(row, start, n), z + row * columns + start, n)
      }
    } else {
      let height = block / columns
      eachPiece((rows + height - 1) / height, x, y) { piece, x, y in
        let row = piece * height
        let n = min(height, rows - row)
        f(x.rows(row, n), y.rows(row, n), z + row * columns, n * columns)
      }
    }
  }

  /// Calls `body` with each piece, on the pool; sixteen blocks make a task.
  private func eachPiece(
    _ count: Int, _ x: Input, _ y: Input,
    _ body: (_ piece: Int, _ x: inout StretchedOperand, _ y: inout StretchedOperand) -> Void
  ) {
    ThreadPool.shared.stockScratch(tasks: count, 2 * Self.block)
    ThreadPool.shared.split(count, grain: 16) { first, n in
      withScratch(2 * Self.block) { scratch in
        var a = StretchedOperand(x, extents, xSteps, scratch)
        var b = StretchedOperand(y, extents, ySteps, scratch + Self.block)
        for piece in first..<first + n { body(piece, &a, &b) }
      }
    }
  }
}
