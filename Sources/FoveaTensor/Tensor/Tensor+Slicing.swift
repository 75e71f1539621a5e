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
    let picked = Array(stride(from: range.lowerBound, to: range.upperBound, by: step))
    return gathered(axis, picked)
  }

  /// The given rows (indices of the first axis) in their order; one may occur several times.
  public func gather(rows: [Int]) -> Tensor {
    require(
      rank > 0 && rows.allSatisfy { $0 >= 0 && $0 < shape[0] },
      "gather: rows within shape \(shape) expected, received \(rows)")
    return gathered(0, rows)
  }

  /// One axis in reverse.
  public func flipped(axis: Int) -> Tensor {
    let axis = shape.normalized(axis)
    return gathered(axis, Array((0..<shape[axis]).reversed()))
  }

  private func gathered(_ axis: Int, _ indices: [Int]) -> Tensor {
    let outer = shape.dimensions[..<axis].reduce(1, *)
    let inner = shape.dimensions[(axis + 1)...].reduce(1, *)
    let extent = shape[axis]
    return Tensor(shape.replacing(axis: axis, with: indices.count)) { y in
      read { x in
        for o in 0..<outer {
          for (i, index) in indices.enumerated() {
            (y + (o * indices.count + i) * inner)
              .update(from: x + (o * extent + index) * inner, count: inner)
          }
        }
      }
    }
  }
}
