import FoveaTensor

extension DataSet {
  /// The part of a set that nobody has divided: a share of each class, chosen at random, is to test with, the rest
  /// to train with. Each class of two or more keeps one for either.
  ///
  /// - Throws: `DataError` for the validation part, which there is none of, or when there is nothing to divide.
  func part(_ split: Split, _ options: ReadingOptions) throws(DataError) -> DataSet {
    guard split != .validation else {
      throw DataError(
        name, expected: "the train or test split", found: "validation",
        advice: "split a share off the training data")
    }
    var ofClass = [[Int]](repeating: [], count: classCount)
    for (place, label) in labels.enumerated() { ofClass[label].append(place) }
    let source = RandomSource(seed: options.splitSeed).stream(holdOutStream)
    var chosen: [Int] = []
    for (label, places) in ofClass.enumerated() where places.count > 1 {
      // A stream a class: more pictures of one do not change what is set aside of others.
      var random = source.stream(UInt64(label))
      let order = random.permutation(of: places.count)
      let share = Int((Double(places.count) * options.testShare).rounded())
      chosen += order[..<min(max(share, 1), places.count - 1)].map { places[$0] }
    }
    guard !chosen.isEmpty else {
      throw DataError(
        name, expected: "2 pictures of a class or more, to train and to test with",
        found: "\(count) in all", advice: "check the folder or the file")
    }
    let aside = Set(chosen)
    let kept = (0..<count).filter { aside.contains($0) == (split == .test) }
    var part = part(kept, split)
    part.isDivided = true
    return part
  }
}

/// The stream of the split's seed; any number that nothing else uses.
private let holdOutStream: UInt64 = 0x5B117
