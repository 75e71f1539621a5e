import FoveaTensor

// Copies by index, as plain as can be, to restate one convolution as another.

extension Tensor {
  /// A tensor of the given shape whose element at each index is what `element` says.
  public init(_ shape: Shape, element: ([Int]) -> Scalar) {
    let strides = shape.strides
    self.init(
      shape,
      (0..<shape.count).map { flat in
        element(zip(strides, shape.dimensions).map { flat / $0 % $1 })
      })
  }

  /// The element at one index, slowly.
  public func element(at index: [Int]) -> Scalar {
    read { $0[zip(index, shape.strides).reduce(0) { $0 + $1.0 * $1.1 }] }
  }

  /// The channels (last axis) in the range, copied.
  public func channels(_ range: Range<Int>) -> Tensor {
    Tensor(shape.replacing(axis: -1, with: range.count)) { index in
      var source = index
      source[rank - 1] += range.lowerBound
      return element(at: source)
    }
  }

  /// An image batch with `value` written around it.
  public func padded(
    top: Int, bottom: Int, left: Int, right: Int, with value: Scalar = 0
  ) -> Tensor {
    let (height, width) = (shape[1], shape[2])
    let outer: Shape = [shape[0], top + height + bottom, left + width + right, shape[3]]
    return Tensor(outer) { index in
      let (y, x) = (index[1] - top, index[2] - left)
      guard 0..<height ~= y, 0..<width ~= x else { return value }
      return element(at: [index[0], y, x, index[3]])
    }
  }
}

/// The tensors one after the other along the last axis.
public func concatenatedChannels(_ parts: [Tensor]) -> Tensor {
  guard let first = parts.first else { return Tensor([]) }
  let total = parts.reduce(0) { $0 + $1.shape[-1] }
  return Tensor(first.shape.replacing(axis: -1, with: total)) { index in
    var source = index
    for part in parts {
      if source[source.count - 1] < part.shape[-1] { return part.element(at: source) }
      source[source.count - 1] -= part.shape[-1]
    }
    preconditionFailure("channel out of range")
  }
}
