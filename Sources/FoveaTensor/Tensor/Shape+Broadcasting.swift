extension Shape {
  /// The shape of an element-wise operation on this shape and another, by NumPy's rule: aligned at the
  /// last dimension, an extent of 1 (or none) stretches to the other's. nil when two extents differ
  /// otherwise.
  ///
  ///     [2, 3] and [3] -> [2, 3];  [4, 1] and [3] -> [4, 3];  [2, 3] and [2] -> nil
  public func broadcast(with other: Shape) -> Shape? {
    let rank = max(rank, other.rank)
    let pairs = zip(padded(toRank: rank).dimensions, other.padded(toRank: rank).dimensions)
    guard pairs.allSatisfy({ $0 == $1 || $0 == 1 || $1 == 1 }) else { return nil }
    return Shape(pairs.map { $0 == 1 ? $1 : $0 })
  }

  /// This shape with ones in front, up to a rank not below its own.
  func padded(toRank rank: Int) -> Shape {
    Shape([Int](repeating: 1, count: rank - self.rank) + dimensions)
  }
}
