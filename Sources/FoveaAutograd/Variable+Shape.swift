import FoveaKernels

// Changes of shape and place. Their gradients are the same changes the other way round.
extension Variable {
  /// The same elements under another shape; at most one extent may be -1.
  public func reshaped(_ dimensions: Int...) -> Variable { reshaped(dimensions) }

  /// The same elements under another shape; at most one extent may be -1.
  public func reshaped(_ dimensions: [Int]) -> Variable {
    let shape = shape
    return record(value.reshaped(dimensions), from: self) { g in [g.reshaped(to: shape)] }
  }

  /// [batch, ...] as [batch, elements of one item].
  public func flattened() -> Variable {
    let shape = shape
    require(shape.rank >= 1, "flattened: [batch, ...] expected, received \(shape)")
    let rows = Shape([shape[0], shape.dimensions.dropFirst().reduce(1, *)])
    return record(value.reshaped(to: rows), from: self) { g in [g.reshaped(to: shape)] }
  }

  /// The axes in another order; reversed by default. Negative axes count from the end.
  public func transposed(axes: [Int]? = nil) -> Variable {
    let axes = axes?.map(shape.normalized) ?? Array((0..<shape.rank).reversed())
    // First, as this refuses what is no order of the axes.
    let y = value.transposed(axes: axes)
    var inverse = axes
    for (i, axis) in axes.enumerated() { inverse[axis] = i }
    let back = inverse
    return record(y, from: self) { g in [g.transposed(axes: back)] }
  }

  /// Two axes exchanged; negative ones count from the end.
  public func swapping(axes first: Int, _ second: Int) -> Variable {
    var axes = Array(0..<shape.rank)
    axes.swapAt(shape.normalized(first), shape.normalized(second))
    return transposed(axes: axes)
  }

  /// The part of one axis in `range`, every `step`-th element of it.
  public func slice(axis: Int, _ range: Range<Int>, step: Int = 1) -> Variable {
    let shape = shape
    let axis = shape.normalized(axis)
    return record(value.slice(axis: axis, range, step: step), from: self) { g in
      let before = Tensor.zeros(shape.replacing(axis: axis, with: range.lowerBound))
      let after = Tensor.zeros(
        shape.replacing(axis: axis, with: shape[axis] - range.upperBound))
      let spread = g.spread(axis: axis, step: step, to: range.count)
      return [Tensor.concatenated([before, spread, after], axis: axis)]
    }
  }

  /// One axis in reverse.
  public func flipped(axis: Int) -> Variable {
    record(value.flipped(axis: axis), from: self) { g in [g.flipped(axis: axis)] }
  }

  /// The given rows (indices of the first axis) in their order; gradients of a row that occurs several times
  /// are added.
  public func gather(rows: [Int]) -> Variable {
    let shape = shape
    return record(value.gather(rows: rows), from: self) { g in
      let g = g
      let size = shape.dimensions.dropFirst().reduce(1, *)
      let sum = Tensor(zeroed: shape) { out in
        g.read { g in
          for (i, row) in rows.enumerated() {
            kernels.add(out + row * size, g + i * size, out + row * size, size)
          }
        }
      }
      return [sum]
    }
  }

  /// The elements stretched to another shape; see `Shape.broadcast(with:)`.
  public func broadcast(to target: Shape) -> Variable {
    let shape = shape
    return record(value.broadcast(to: target), from: self) { g in [g.summed(to: shape)] }
  }

  /// The variables, all of one shape, as the items of a new axis, the first by default; `axis` is where it is in the
  /// result, and negative ones count from the end.
  public static func stacked(_ parts: [Variable], axis: Int = 0) -> Variable {
    let y = Tensor.stacked(parts.map(\.value), axis: axis)
    let axis = y.shape.normalized(axis)
    let wanted = parts.map(\.requiresGradient)
    return record(y, from: parts) { g in
      let g = g
      var dimensions = g.shape.dimensions
      dimensions.remove(at: axis)
      return wanted.enumerated().map { place, isWanted in
        isWanted ? g.slice(axis: axis, place..<place + 1).reshaped(dimensions) : nil
      }
    }
  }

  /// The variables one after the other along an axis.
  public static func concatenated(_ parts: [Variable], axis: Int) -> Variable {
    let extents = parts.map { $0.shape[axis] }
    let wanted = parts.map(\.requiresGradient)
    return record(Tensor.concatenated(parts.map(\.value), axis: axis), from: parts) { g in
      let g = g
      var start = 0
      return zip(extents, wanted).map { extent, isWanted in
        defer { start += extent }
        return isWanted ? g.slice(axis: axis, start..<start + extent) : nil
      }
    }
  }
}

extension Tensor {
  /// The items of one axis `step` apart, zeros between them, `extent` items in all: the transpose of
  /// taking every `step`-th item.
  fileprivate func spread(axis: Int, step: Int, to extent: Int) -> Tensor {
    // A step beyond the extent takes one item, as the extent itself does.
    let step = Swift.min(step, Swift.max(1, extent))
    if step == 1 { return self }
    var item = shape.dimensions
    item.insert(1, at: axis + 1)
    var gap = item
    gap[axis + 1] = step - 1
    return Tensor.concatenated([reshaped(item), .zeros(Shape(gap))], axis: axis + 1)
      .reshaped(to: shape.replacing(axis: axis, with: shape[axis] * step))
      .slice(axis: axis, 0..<extent)
  }
}
