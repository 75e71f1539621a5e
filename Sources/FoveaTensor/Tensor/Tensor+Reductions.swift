import FoveaKernels

// Sums and means. Long sums are added in blocks (see LongSums.swift): accurate, and the same
// bits with any number of threads.
extension Tensor {
  /// The sum of all elements, [ ].
  public func sum() -> Tensor {
    read { x in Tensor(Scalar(blockwiseSum(count) { kernels.sum(x + $0, $1) })) }
  }

  /// The sum over the given axes, all by default.
  ///
  /// - Parameters:
  ///   - axes: negative ones count from the end; nil means all.
  ///   - keepingDimensions: whether they stay with extent 1; not by default.
  public func sum(axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    reduced(axes, keepingDimensions, whole: { $0.sum() }) { view, out in
      if view.inner > 1 { stockSums(tasks: view.outer, view.middle, view.inner) }
      view.eachOutput { x, row, inner in
        if inner == 1 {
          out[row] = Scalar(blockwiseSum(view.middle) { kernels.sum(x + $0, $1) })
        } else {
          sumRows(view.middle, inner, into: out + row * inner) { first, count, sums in
            kernels.addColumnSums(x + first * inner, sums, count, inner)
          }
        }
      }
    }
  }

  /// The mean over the given axes, all by default; NaN over no elements.
  public func mean(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    let sums = sum(axes: axes, keepingDimensions: keepingDimensions)
    return sums / Scalar(count / Swift.max(1, sums.count))
  }

  /// The mean squared deviation from the mean over the given axes, all by default.
  public func variance(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    (self - mean(axes: axes, keepingDimensions: true)).square()
      .mean(axes: axes, keepingDimensions: keepingDimensions)
  }

  /// Brings the reduced axes next to each other and hands them over as [outer, middle, inner].
  func reduced(
    _ axes: [Int]?, _ keeping: Bool, whole: ((Tensor) -> Tensor)?,
    _ body: (ReductionView, Output) -> Void
  ) -> Tensor {
    let reducedAxes = Set((axes ?? Array(0..<rank)).map(shape.normalized)).sorted()
    let kept = Shape(
      shape.dimensions.enumerated().map { reducedAxes.contains($0.offset) ? 1 : $0.element })
    let result: Tensor
    if reducedAxes.count == rank, let whole {
      result = whole(self)
    } else if let first = reducedAxes.first, let last = reducedAxes.last {
      if last - first + 1 != reducedAxes.count {
        // Not neighbours: the kept axes first, then the reduced ones.
        let order = (0..<rank).filter { !reducedAxes.contains($0) } + reducedAxes
        let inner = Array(rank - reducedAxes.count..<rank)
        result = transposed(axes: order).reduced(inner, false, whole: whole, body)
      } else {
        let d = shape.dimensions
        let view = ReductionView(
          outer: d[..<first].reduce(1, *), middle: d[first...last].reduce(1, *),
          inner: d[(last + 1)...].reduce(1, *), tensor: self)
        result = Tensor([view.outer * view.inner]) { body(view, $0) }
      }
    } else {
      result = self
    }
    let dropped = Shape(
      shape.dimensions.enumerated().filter { !reducedAxes.contains($0.offset) }.map(\.element))
    return result.reshaped(to: keeping ? kept : dropped)
  }
}

/// A tensor as [outer, middle, inner], to be reduced along the middle.
struct ReductionView {
  let outer, middle, inner: Int
  let tensor: Tensor

  /// Calls `body` with each outer index, on the pool.
  func eachOutput(_ body: (_ x: Input, _ row: Int, _ inner: Int) -> Void) {
    tensor.read { x in
      ThreadPool.shared.split(outer, grain: rowGrain(middle * inner)) { first, n in
        for row in first..<first + n { body(x + row * middle * inner, row, inner) }
      }
    }
  }
}
