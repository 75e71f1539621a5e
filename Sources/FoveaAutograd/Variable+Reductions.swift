// Reductions over all elements or over some axes.
extension Variable {
  /// The sum over the given axes, all by default.
  public func sum(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Variable {
    let shape = shape
    let kept = shape.keeping(axes: axes)
    let y = value.sum(axes: axes, keepingDimensions: keepingDimensions)
    return record(y, from: self) { g in [g.reshaped(to: kept).broadcast(to: shape)] }
  }

  /// The mean over the given axes, all by default; NaN over no elements.
  public func mean(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Variable {
    let parts = shape.count / Swift.max(1, shape.keeping(axes: axes).count)
    return sum(axes: axes, keepingDimensions: keepingDimensions) / Scalar(parts)
  }

  /// The mean squared deviation from the mean over the given axes, all by default.
  public func variance(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Variable {
    let deviation = self - mean(axes: axes, keepingDimensions: true)
    return deviation.square().mean(axes: axes, keepingDimensions: keepingDimensions)
  }

  /// The largest element over the given axes, all by default. Ties share the gradient evenly.
  public func max(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Variable {
    extremum(value.max(axes: axes, keepingDimensions: keepingDimensions), axes)
  }

  /// The smallest element over the given axes, all by default. Ties share the gradient evenly.
  public func min(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Variable {
    extremum(value.min(axes: axes, keepingDimensions: keepingDimensions), axes)
  }

  private func extremum(_ y: Tensor, _ axes: [Int]?) -> Variable {
    let x = value
    let kept = shape.keeping(axes: axes)
    return record(y, from: self) { g in
      let chosen = x.equals(y.reshaped(to: kept))
      let ties = chosen.sum(axes: axes, keepingDimensions: true)
      return [chosen * (g.reshaped(to: kept) / ties)]
    }
  }
}

extension Shape {
  /// This shape with the given axes reduced to 1; all of them for nil.
  func keeping(axes: [Int]?) -> Shape {
    let reduced = Set((axes ?? Array(0..<rank)).map(normalized))
    return Shape(dimensions.enumerated().map { reduced.contains($0.offset) ? 1 : $0.element })
  }
}
