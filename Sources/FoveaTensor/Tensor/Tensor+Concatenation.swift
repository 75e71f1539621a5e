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
    let row = total * first.shape.strides[axis]
    return Tensor(first.shape.replacing(axis: axis, with: total)) { y in
      var start = 0
      for part in parts {
        let run = part.shape[axis] * part.shape.strides[axis]
        let y = y + start
        part.read { x in
          ThreadPool.shared.split(outer, grain: rowGrain(run)) { first, n in
            for o in first..<first + n { copy(x + o * run, y + o * row, run) }
          }
        }
        start += run
      }
    }
  }

  /// The tensors, all of one shape, as the items of a new axis, the first by default; `axis` is where it is in the
  /// result, and negative ones count from the end.
  public static func stacked(_ parts: [Tensor], axis: Int = 0) -> Tensor {
    guard let first = parts.first else { stop("stacked: 1 tensor or more expected") }
    if let other = parts.first(where: { $0.shape != first.shape }) {
      stop("stacked: tensors of one shape expected, received \(first.shape) and \(other.shape)")
    }
    var dimensions = first.shape.dimensions
    let place = axis < 0 ? axis + dimensions.count + 1 : axis
    require(
      0...dimensions.count ~= place,
      "stacked: an axis in \(-dimensions.count - 1) ... \(dimensions.count) expected for parts of "
        + "shape \(first.shape), received \(axis)")
    dimensions.insert(1, at: place)
    return concatenated(parts.map { $0.reshaped(dimensions) }, axis: place)
  }
}
