import FoveaKernels

extension Tensor {
  /// A tensor with the given elements in row-major order. Traps when their number does not fit.
  public init(_ shape: Shape, _ elements: [Scalar]) {
    require(
      elements.count == shape.count,
      "Tensor: shape \(shape) takes \(shape.count) elements, received \(elements.count)")
    self.init(shape) { out in
      elements.withUnsafeBufferPointer { source in
        if let base = source.baseAddress { out.update(from: base, count: source.count) }
      }
    }
  }

  /// A vector, [elements.count].
  public init(_ elements: [Scalar]) { self.init([elements.count], elements) }

  /// A single number, [ ].
  public init(_ value: Scalar) { self.init([], [value]) }

  /// A tensor with every element `value`.
  public init(repeating value: Scalar, _ shape: Shape) {
    self.init(shape) { $0.update(repeating: value, count: shape.count) }
  }

  /// A tensor of zeros.
  public static func zeros(_ shape: Shape) -> Tensor { Tensor(repeating: 0, shape) }

  /// A tensor of ones.
  public static func ones(_ shape: Shape) -> Tensor { Tensor(repeating: 1, shape) }

  /// A row for each label: 1 in its place, 0 elsewhere; [labels.count, classes]. Traps on a label out of range.
  package static func oneHot(_ labels: [Int], classes: Int) -> Tensor {
    Tensor([labels.count, classes]) { out in
      out.update(repeating: 0, count: labels.count * classes)
      for (row, label) in labels.enumerated() {
        require(
          0..<classes ~= label,
          "oneHot: labels in 0 ..< \(classes) expected, received \(label) at \(row)")
        out[row * classes + label] = 1
      }
    }
  }

  /// The elements in row-major order, copied.
  public var elements: [Scalar] {
    read { Array(UnsafeBufferPointer(start: $0, count: count)) }
  }
}
