import FoveaKernels

extension Tensor {
  /// The axes in another order, copied; reversed by default.
  ///
  /// - Parameter axes: for each axis of the result, the axis of this tensor that it is.
  public func transposed(axes: [Int]? = nil) -> Tensor {
    let axes = axes ?? Array((0..<rank).reversed())
    require(
      axes.sorted() == Array(0..<rank),
      "transposed: an order of the axes 0 ..< \(rank) expected, received \(axes)")
    if axes == Array(0..<rank) { return self }
    let target = Shape(axes.map { shape[$0] })
    let steps = axes.map { shape.strides[$0] }
    let columns = target[-1]
    let step = steps[rank - 1]
    let outer = Array(target.dimensions.dropLast())
    let rows = columns == 0 ? 0 : count / columns
    return Tensor(target) { y in
      read { x in
        // Blocks of 16 rows read each cache line of a transposed matrix once.
        ThreadPool.shared.split(rows, grain: Swift.max(16, rowGrain(columns))) { first, n in
          for block in stride(from: first, to: first + n, by: 16) {
            let last = Swift.min(block + 16, first + n)
            let starts = (block..<last).map { offset($0, outer, steps) }
            for j in 0..<columns {
              for (i, start) in starts.enumerated() {
                y[(block + i) * columns + j] = x[start + j * step]
              }
            }
          }
        }
      }
    }
  }

  /// Where row `row` of the result starts in this tensor.
  private func offset(_ row: Int, _ outer: [Int], _ steps: [Int]) -> Int {
    var rest = row
    var place = 0
    for axis in stride(from: outer.count - 1, through: 0, by: -1) {
      place += rest % outer[axis] * steps[axis]
      rest /= outer[axis]
    }
    return place
  }
}
