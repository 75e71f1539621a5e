import FoveaKernels

extension Tensor {
  /// One element, by an index for each dimension, each from 0.
  public subscript(index: Int...) -> Scalar {
    get {
      let place = offset(of: index)
      return read { $0[place] }
    }
    set {
      let place = offset(of: index)
      write { $0[place] = newValue }
    }
  }

  /// The element of a tensor that has one.
  public var item: Scalar {
    require(count == 1, "item: a tensor of one element expected, received shape \(shape)")
    return read { $0[0] }
  }

  private func offset(of index: [Int]) -> Int {
    require(
      index.count == rank && zip(index, shape.dimensions).allSatisfy { $0 >= 0 && $0 < $1 },
      "subscript: an index within shape \(shape) expected, received \(index)")
    // Horner's scheme spares the list of strides.
    return zip(index, shape.dimensions).reduce(0) { $0 * $1.1 + $1.0 }
  }
}

extension Tensor: Equatable {
  /// Whether shapes and all elements are equal; a NaN equals nothing, itself included.
  public static func == (a: Tensor, b: Tensor) -> Bool {
    guard a.shape == b.shape else { return false }
    return FoveaTensor.read(a, b) { x, y in
      for i in 0..<a.count where x[i] != y[i] { return false }
      return true
    }
  }
}
