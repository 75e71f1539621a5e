import FoveaKernels

extension Tensor {
  /// The axes in another order, copied; reversed by default, which transposes a matrix.
  ///
  /// - Parameter axes: for each axis of the result, the axis of this tensor that it is; negative ones
  ///   count from the end.
  public func transposed(axes: [Int]? = nil) -> Tensor {
    let axes = axes?.map(shape.normalized) ?? Array((0..<rank).reversed())
    require(
      axes.sorted() == Array(0..<rank),
      "transposed: an order of the axes 0 ..< \(rank) expected, received \(axes)")
    let target = Shape(axes.map { shape[$0] })
    let order = AxisOrder(shape, axes)
    if count == 0 || order.isIdentity { return reshaped(to: target) }
    return Tensor(target) { y in
      read { x in
        if order.steps.last == 1 {
          copyRuns(x, y, order)
        } else {
          copyTiles(x, y, order)
        }
      }
    }
  }

  /// Two axes exchanged, copied.
  public func swapping(axes first: Int, _ second: Int) -> Tensor {
    var axes = Array(0..<rank)
    axes.swapAt(shape.normalized(first), shape.normalized(second))
    return transposed(axes: axes)
  }
}

/// The innermost axis stays: whole runs are copied.
private func copyRuns(_ x: Input, _ y: Output, _ order: AxisOrder) {
  let outer = Array(0..<order.extents.count - 1)
  let run = order.extents[outer.count]
  let rows = outer.reduce(1) { $0 * order.extents[$1] }
  ThreadPool.shared.split(rows, grain: rowGrain(run)) { first, n in
    for row in first..<first + n {
      (y + row * run).update(from: x + order.place(row, outer, order.steps), count: run)
    }
  }
}

/// The innermost axis of x becomes another one: tiles of 16 by 16 turn over in the fastest cache, so each
/// cache line of x and y is touched once.
private func copyTiles(_ x: Input, _ y: Output, _ order: AxisOrder) {
  let tile = 16
  let inner = order.extents.count - 1
  // `down` is contiguous in x, `inner` in y.
  guard let down = order.steps.firstIndex(of: 1) else { return }
  let outer = (0..<inner).filter { $0 != down }
  let strides = Shape(order.extents).strides
  let (height, width, step) = (order.extents[down], order.extents[inner], order.steps[inner])
  let strips = (height + tile - 1) / tile
  let planes = outer.reduce(1) { $0 * order.extents[$1] }
  ThreadPool.shared.stockScratch(tasks: planes * strips, tile * tile)
  ThreadPool.shared.split(planes * strips, grain: rowGrain(tile * width)) { first, n in
    withScratch(tile * tile) { square in
      for strip in first..<first + n {
        let plane = strip / strips
        let top = strip % strips * tile
        let rows = min(tile, height - top)
        let x = x + order.place(plane, outer, order.steps) + top
        let y = y + order.place(plane, outer, strides) + top * strides[down]
        for left in stride(from: 0, to: width, by: tile) {
          let columns = min(tile, width - left)
          for j in 0..<columns {
            let column = x + (left + j) * step
            for i in 0..<rows { square[i * tile + j] = column[i] }
          }
          for i in 0..<rows {
            let (row, values) = (y + i * strides[down] + left, square + i * tile)
            for j in 0..<columns { row[j] = values[j] }
          }
        }
      }
    }
  }
}
