import FoveaKernels

/// Two integers, for height and width: `3` and `[3, 5]` both read.
public struct IntPair: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  /// The value along the height, the outer axis.
  public let height: Int
  /// The value along the width, the inner axis.
  public let width: Int

  /// A pair of its own value for each axis.
  public init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }

  /// The same value for both axes.
  public init(_ both: Int) { self.init(both, both) }

  /// The same value for both axes.
  public init(integerLiteral value: Int) { self.init(value, value) }

  /// [height, width]. Traps when there are not two values.
  public init(arrayLiteral elements: Int...) {
    require(elements.count == 2, "IntPair: expected [height, width], received \(elements)")
    self.init(elements[0], elements[1])
  }
}

extension IntPair: CustomStringConvertible {
  /// "3x5".
  public var description: String { "\(height)x\(width)" }
}
