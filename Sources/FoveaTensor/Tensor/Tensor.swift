import FoveaKernels

/// A block of numbers with a shape: contiguous, row-major, a value.
///
/// Copies share memory until one of them is written to. There are no strided views, no devices and no
/// gradients here; those live in `Variable`.
public struct Tensor: Sendable {
  /// The extents, outermost first.
  public private(set) var shape: Shape
  var storage: Storage

  init(shape: Shape, storage: Storage) {
    precondition(shape.count == storage.count)
    self.shape = shape
    self.storage = storage
  }

  /// The number of elements.
  public var count: Int { storage.count }

  /// The number of dimensions.
  public var rank: Int { shape.rank }

  /// The same elements under another shape of as many elements; nothing is copied. At most one extent
  /// may be -1: it is worked out. Traps when the counts differ.
  public func reshaped(_ dimensions: Int...) -> Tensor { reshaped(dimensions) }

  /// The same elements under another shape of as many elements; nothing is copied.
  public func reshaped(_ dimensions: [Int]) -> Tensor {
    var d = dimensions
    if let open = d.firstIndex(of: -1) {
      let known = d.enumerated().reduce(1) { $1.offset == open ? $0 : $0 * $1.element }
      require(
        known > 0 && count % known == 0,
        "reshaped: \(shape) has \(count) elements, which do not divide into \(dimensions)")
      d[open] = count / known
    }
    return reshaped(to: Shape(d))
  }

  /// The same elements under another shape of as many elements; nothing is copied.
  public func reshaped(to newShape: Shape) -> Tensor {
    require(
      newShape.count == count,
      "reshaped: \(shape) has \(count) elements, \(newShape) has \(newShape.count)")
    var result = self
    result.shape = newShape
    return result
  }

  /// Whether the two share memory, so that writing to one of them will copy.
  public func sharesStorage(with other: Tensor) -> Bool { storage === other.storage }
}

// The engine's way to the memory. Pointers are valid inside the closure only.
extension Tensor {
  /// A tensor whose elements `fill` writes, every one of them.
  package init(_ shape: Shape, fill: (Output) throws -> Void) rethrows {
    let storage = Storage(count: shape.count)
    try fill(storage.pointer)
    self.init(shape: shape, storage: storage)
  }

  /// A tensor whose elements are zero before `fill` adds to them.
  package init(zeroed shape: Shape, fill: (Output) throws -> Void) rethrows {
    let storage = Storage(count: shape.count)
    storage.pointer.update(repeating: 0, count: storage.count)
    try fill(storage.pointer)
    self.init(shape: shape, storage: storage)
  }

  @inline(__always)
  package func read<R>(_ body: (Input) throws -> R) rethrows -> R {
    try withExtendedLifetime(storage) { try body(UnsafePointer(storage.pointer)) }
  }

  /// The elements to write to, copied first where another tensor shares them.
  @inline(__always)
  package mutating func write<R>(_ body: (Output) throws -> R) rethrows -> R {
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
    return try withExtendedLifetime(storage) { try body(storage.pointer) }
  }

  /// Whether `write` will work in place.
  package mutating func isUniquelyOwned() -> Bool { isKnownUniquelyReferenced(&storage) }
}

/// The memory of two tensors to read.
@inline(__always)
package func read<R>(_ a: Tensor, _ b: Tensor, _ body: (Input, Input) throws -> R) rethrows -> R {
  try a.read { a in try b.read { b in try body(a, b) } }
}

/// The memory of three tensors to read.
@inline(__always)
package func read<R>(
  _ a: Tensor, _ b: Tensor, _ c: Tensor, _ body: (Input, Input, Input) throws -> R
) rethrows -> R {
  try a.read { a in try b.read { b in try c.read { c in try body(a, b, c) } } }
}
