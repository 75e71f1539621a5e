/// The pictures that a run learns from and those that it is tested with.
public struct TrainingData: Sendable {
  /// To learn from; a share is held back for validation where there is none apart.
  public let train: DataSet
  /// To choose between epochs by; nil for a share of `train`.
  public let validation: DataSet?
  /// To be looked at once, at the end.
  public let test: DataSet

  /// Parts of a data set.
  ///
  /// - Throws: `DataError` when pictures or classes of the parts differ, or a part is empty.
  public init(
    train: DataSet, validation: DataSet? = nil, test: DataSet
  ) throws(DataError) {
    for other in [validation, test].compactMap(\.self) {
      guard train.imageShape == other.imageShape, train.classNames == other.classNames else {
        throw DataError(
          other.name, expected: "pictures \(train.imageShape) of \(train.classCount) classes",
          found: "\(other.imageShape) of \(other.classCount)",
          advice: "training and test pictures must be of a kind")
      }
    }
    guard train.count > 0, test.count > 0, validation?.count != 0 else {
      throw DataError(
        train.name, expected: "pictures to train and to test with",
        found: "\(train.count) and \(test.count)")
    }
    self.train = train
    self.validation = validation
    self.test = test
  }

  /// The parts that a configuration names.
  public init(_ configuration: TrainingConfiguration) throws(DataError) {
    try self.init(
      train: configuration.dataSet(.train),
      validation: configuration.hasOwnValidation ? configuration.dataSet(.validation) : nil,
      test: configuration.dataSet(.test))
  }

  /// What is trained with and what is held back, as a configuration says.
  public func heldBack(
    _ configuration: TrainingConfiguration
  ) -> (train: DataSet, validation: DataSet) {
    if let validation { return (train, validation) }
    return train.split(validation: configuration.validationShare, seed: configuration.seed)
  }
}

extension TrainingConfiguration {
  /// Whether the data that it names have pictures of their own to validate with, so that none are held back.
  public var hasOwnValidation: Bool { OwnDataSet.isPath(data) && OwnDataSet.hasValidation(data) }

  /// Looks for the same data elsewhere: a set of one's own at another path, a published set's files in another folder.
  mutating func move(dataTo place: String) {
    if place == data { return }
    if DataSets.names.contains(data) { dataFolder = place } else { data = place }
  }

  /// A part of the data that it names.
  ///
  /// - Throws: `DataError` when the set is not there or not whole.
  public func dataSet(_ split: DataSet.Split) throws(DataError) -> DataSet {
    try DataSets.named(data, split, folder: dataFolder, reading: reading ?? ReadingOptions())
  }
}
