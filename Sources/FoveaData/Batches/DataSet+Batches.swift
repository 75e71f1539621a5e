import FoveaKernels
import FoveaTensor

extension DataSet {
  /// The pictures in order, in batches.
  ///
  /// - Parameters:
  ///   - size: pictures a batch.
  ///   - droppingLast: whether a last batch of fewer pictures is left out; it is kept by default.
  ///   - preprocessor: what the pictures go through when a batch is made.
  public func batches(
    of size: Int, droppingLast: Bool = false, preprocessor: (any Preprocessor)? = nil
  ) -> Batches {
    Batches(
      self, size: size, order: Array(0..<count), droppingLast: droppingLast,
      preprocessor: preprocessor)
  }

  /// The pictures in random order, in batches; each is in one batch. The order is drawn at once, so
  /// `random` may be used for other things while the batches are.
  ///
  /// - Parameters:
  ///   - size: pictures a batch.
  ///   - random: decides the order.
  ///   - droppingLast: whether a last batch of fewer pictures is left out; it is kept by default.
  ///   - preprocessor: what the pictures go through when a batch is made.
  public func batches(
    of size: Int, shuffledBy random: inout RandomSource, droppingLast: Bool = false,
    preprocessor: (any Preprocessor)? = nil
  ) -> Batches {
    batches(
      of: size, order: random.permutation(of: count), droppingLast: droppingLast,
      preprocessor: preprocessor)
  }

  /// The pictures in a given order, in batches: what a resumed run needs, with `dropFirst(position)`.
  ///
  /// - Parameters:
  ///   - size: pictures a batch.
  ///   - order: places in this set; traps when one lies outside it.
  ///   - droppingLast: whether a last batch of fewer pictures is left out; it is kept by default.
  ///   - preprocessor: what the pictures go through when a batch is made.
  public func batches(
    of size: Int, order: [Int], droppingLast: Bool = false,
    preprocessor: (any Preprocessor)? = nil
  ) -> Batches {
    if let place = order.first(where: { !rows.indices.contains($0) }) {
      stop("batches: expected an index in 0 ..< \(count), received \(place)")
    }
    return Batches(
      self, size: size, order: order, droppingLast: droppingLast, preprocessor: preprocessor)
  }
}
