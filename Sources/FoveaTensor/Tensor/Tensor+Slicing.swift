import FoveaKernels

// Parts of a tensor; all are copies.
extension Tensor {
  /// The part of one axis in `range`, every `step`-th element of it.
  public func slice(axis: Int, _ range: Range<Int>, step: Int = 1) -> Tensor {
    let axis = shape.normalized(axis)
    require(
      range.lowerBound >= 0 && range.upperBound <= shape[axis] && step >= 1,
      "slice: a range within 0 ..< \(shape[axis]) of \(shape) expected, received \(range)"
        + (step == 1 ? "" : " step \(step)"))
    if step == 1 {
      if range.count == shape[axis] { return self }
      // All of the range is one run: a row of [outer, axis x inner].
      let inner = shape.strides[axis]
      return reshaped(to: Shape(shape.dimensions[..<axis] + [shape[axis] * inner]))
        .columns(range.lowerBound * inner, range.count * inner)
        .reshaped(to: shape.replacing(axis: axis, with: range.count))
    }
    return picked(axis, Array(stride(from: range.lowerBound, to: range.upperBound, by: step)))
  }

  /// The given rows (indices of the first axis) in their order; one may occur several times.
  public func gather(rows: [Int]) -> Tensor {
    let rowCount = rank > 0 ? shape[0] : 0
    require(
      rank > 0 && rows.allSatisfy { $0 >= 0 && $0 < rowCount },
      "gather: rows within shape \(shape) expected, received \(rows)")
    return picked(0, rows)
  }

  /// One axis in reverse.
  public func flipped(axis: Int) -> Tensor {
    let axis = shape.normalized(axis)
    return picked(axis, Array((0..<shape[axis]).reversed()))
  }

  /// `count` elements from `start` of each row of the last axis.
  private func columns(_ start: Int, _ count: Int) -> Tensor {
    let width = shape[-1]
    return Tensor(shape.replacing(axis: -1, with: count)) { y in
      read { x in
        let rows = width == 0 ? 0 : self.count / width
        ThreadPool.shared.split(rows, grain: rowGrain(count)) { first, n in
          for row in first..<first + n {
            copy(x + row * width + start, y + row * count, count)
          }
        }
      }
    }
  }

  /// The given indices of one axis.
  private func picked(_ axis: Int, _ indices: [Int]) -> Tensor {
    let inner = shape.strides[axis]
    let extent = shape[axis]
    let outer = shape.dimensions[..<axis].reduce(1, *)
    let places = indices.count
    return Tensor(shape.replacing(axis: axis, with: places)) { y in
      read { x in
        ThreadPool.shared.split(outer * places, grain: rowGrain(inner)) { first, n in
          for row in first..<first + n {
            let source = row / places * extent + indices[row % places]
            copy(x + source * inner, y + row * inner, inner)
          }
        }
      }
    }
  }
}

/// Copies a run; short ones without a call.
@inline(__always)
func copy(_ x: Input, _ y: Output, _ n: Int) {
  if n < 16 {
    for i in 0..<n { y[i] = x[i] }
  } else {
    y.update(from: x, count: n)
  }
}
