/// The pictures that a run learns from and those that it is tested with.
public struct TrainingData: Sendable {
  /// To learn from; a share is held back for validation.
  public let train: DataSet
  /// To be looked at once, at the end.
  public let test: DataSet

  /// Two parts of a data set.
  ///
  /// - Throws: `DataError` when pictures or classes of the two differ, or a part is empty.
  public init(train: DataSet, test: DataSet) throws(DataError) {
    guard train.imageShape == test.imageShape, train.classNames == test.classNames else {
      throw DataError(
        test.name, expected: "pictures \(train.imageShape) of \(train.classCount) classes",
        found: "\(test.imageShape) of \(test.classCount)",
        advice: "training and test pictures must be of a kind")
    }
    guard train.count > 0, test.count > 0 else {
      throw DataError(
        train.name, expected: "pictures to train and to test with",
        found: "\(train.count) and \(test.count)")
    }
    self.train = train
    self.test = test
  }

  /// The parts that a configuration names.
  public init(_ configuration: TrainingConfiguration) throws(DataError) {
    let (name, folder) = (configuration.data, configuration.dataFolder)
    try self.init(
      train: DataSets.named(name, .train, folder: folder),
      test: DataSets.named(name, .test, folder: folder))
  }
}
