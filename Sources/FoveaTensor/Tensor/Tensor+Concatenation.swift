import FoveaKernels

extension Tensor {
  /// The tensors one after the other along an axis; the other extents agree.
  public static func concatenated(_ parts: [Tensor], axis: Int) -> Tensor {
    guard let first = parts.first else { stop("concatenated: 1 tensor or more expected") }
    let axis = first.shape.normalized(axis)
    for part in parts {
      require(
        part.rank == first.rank
          && part.shape.replacing(axis: axis, with: 0)
            == first.shape.replacing(axis: axis, with: 0),
        "concatenated: extents that agree but for axis \(axis) expected, received "
          + "\(first.shape) and \(part.shape)")
    }
    let total = parts.reduce(0) { $0 + $1.shape[axis] }
    let outer = first.shape.dimensions[..<axis].reduce(1, *)
    let inner = first.shape.dimensions[(axis + 1)...].reduce(1, *)
    return Tensor(first.shape.replacing(axis: axis, with: total)) { y in
      var start = 0
      for part in parts {
        let run = part.shape[axis] * inner
        part.read { x in
          for o in 0..<outer {
            (y + o * total * inner + start).update(from: x + o * run, count: run)
          }
        }
        start += run
      }
    }
  }

  /// The tensors, all of one shape, as the items of a new first axis.
  public static func stacked(_ parts: [Tensor]) -> Tensor {
    guard let first = parts.first else { stop("stacked: 1 tensor or more expected") }
    for part in parts {
      require(
        part.shape == first.shape,
        "stacked: tensors of one shape expected, received \(first.shape) and \(part.shape)")
    }
    return concatenated(parts.map { $0.reshaped([1] + $0.shape.dimensions) }, axis: 0)
  }
}
