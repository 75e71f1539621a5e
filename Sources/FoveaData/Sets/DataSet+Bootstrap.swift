import FoveaTensor

extension DataSet {
  /// A bootstrap sample: as many pictures as there are, each drawn at random from all of them, so that some
  /// occur more than once and a share of (1 - 1/n)^n, about 36.8 %, not at all. It shares this set's memory.
  ///
  /// - Parameter seed: decides which; the same seed gives the same sample.
  /// - Source: Efron (1979).
  public func bootstrapSample(seed: UInt64) -> DataSet {
    var random = RandomSource(seed: seed)
    return subset((0..<count).map { _ in random.integer(below: count) })
  }
}
