import FoveaKernels

/// The extents of a tensor, outermost first: `[2, 3]` is 2 rows of 3, `[ ]` a single number.
///
/// Images are [batch, height, width, channels], kernels [height, width, input channels, output channels].
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// The extents, outermost first; none is negative.
  public let dimensions: [Int]

  /// A shape of the given extents. Traps when one is negative.
  public init(_ dimensions: [Int]) {
    require(
      dimensions.allSatisfy { $0 >= 0 }, "Shape: extents are 0 or more, received \(dimensions)")
    self.dimensions = dimensions
  }

  /// A shape of the given extents. Traps when one is negative.
  public init(arrayLiteral elements: Int...) { self.init(elements) }

  /// The number of dimensions; 0 for a single number.
  public var rank: Int { dimensions.count }

  /// The number of elements: the product of the extents, 1 for `[ ]`. Traps when it is beyond `Int`.
  public var count: Int {
    if dimensions.contains(0) { return 0 }
    guard let count = Shape.product(dimensions) else {
      stop("Shape: \(self) has more elements than can be counted")
    }
    return count
  }

  /// More elements than any memory holds. Sums over a network's layers of such counts stay within `Int`.
  static let largestCount = 1 << 56

  /// Whether the product of positive factors is at most `largestCount`.
  package static func isCountable(_ factors: [Int]) -> Bool {
    product(factors).map { $0 <= largestCount } ?? false
  }

  /// The product of positive extents; nil when it is beyond `Int`.
  private static func product(_ extents: [Int]) -> Int? {
    var product = 1
    for extent in extents {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      if overflow { return nil }
      product = next
    }
    return product
  }

  /// The extent of one dimension; negative indices count from the end, as in `shape[-1]`.
  public subscript(axis: Int) -> Int { dimensions[normalized(axis)] }

  /// How far apart, in elements, neighbours along each dimension lie in memory.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      // Wrapping: only an empty shape, whose strides nobody uses, may have a product out of range.
      strides[axis] = strides[axis + 1] &* dimensions[axis + 1]
    }
    return strides
  }

  /// The axis as an index in 0 ..< rank. Traps when it lies outside -rank ..< rank.
  public func normalized(_ axis: Int) -> Int {
    require(
      axis >= -rank && axis < rank,
      "axis: expected one in \(-rank) ..< \(rank) for shape \(self), received \(axis)")
    return axis < 0 ? axis + rank : axis
  }

  /// This shape with one extent changed.
  public func replacing(axis: Int, with extent: Int) -> Shape {
    var d = dimensions
    d[normalized(axis)] = extent
    return Shape(d)
  }
}

extension Shape: CustomStringConvertible {
  /// The extents in brackets, as in "[2, 3]"; "[ ]" for a single number.
  public var description: String {
    dimensions.isEmpty
      ? "[ ]" : "[" + dimensions.map(String.init).joined(separator: ", ") + "]"
  }
}

/// A shape that does not fit the operation or layer it was given to.
public struct ShapeError: Error, Hashable, CustomStringConvertible {
  /// What was wrong, where, what was expected and found, and what to do: one line.
  public let description: String

  /// An error with the given line of text.
  public init(_ description: String) { self.description = description }
}
