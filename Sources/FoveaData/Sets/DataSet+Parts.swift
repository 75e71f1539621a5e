import FoveaKernels
import FoveaTensor

extension DataSet {
  /// The pictures at the given places, in that order, sharing this set's memory. An index may occur more
  /// than once. Traps when one lies outside the set.
  public func subset(_ indices: some Sequence<Int>) -> DataSet { part(Array(indices), split) }

  /// The first `maximum` pictures, or all when there are fewer.
  public func prefix(_ maximum: Int) -> DataSet { part(Array(0..<min(maximum, count)), split) }

  /// Holds back a share of the pictures, chosen at random, for validation.
  ///
  /// - Parameters:
  ///   - validation: the share held back, in 0 ..< 1; rounded to whole pictures.
  ///   - seed: decides which; the same seed gives the same parts.
  /// - Returns: the rest for training and the part held back, each in this set's order.
  public func split(validation: Double, seed: UInt64) -> (train: DataSet, validation: DataSet) {
    require(
      validation >= 0 && validation < 1,
      "DataSet.split: expected a share in 0 ..< 1, received \(validation)")
    var random = RandomSource(seed: seed)
    let order = random.permutation(of: count)
    let heldBack = Int((Double(count) * validation).rounded())
    return (
      part(order[heldBack...].sorted(), .train), part(order[..<heldBack].sorted(), .validation)
    )
  }

  func part(_ indices: [Int], _ split: Split) -> DataSet {
    for index in indices {
      require(
        rows.indices.contains(index),
        "DataSet.subset: expected an index in 0 ..< \(count), received \(index)")
    }
    var part = DataSet(
      name: name, split: split, classNames: classNames, imageShape: imageShape,
      labels: indices.map { labels[$0] }, pictures: pictures, rows: indices.map { rows[$0] })
    part.labelSafety = labelSafety
    part.isDivided = isDivided
    part.notes = notes
    return part
  }
}
