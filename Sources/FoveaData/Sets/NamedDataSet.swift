import FoveaTensor

/// A data set with a name, which knows where it comes from: `try FashionMNIST(.train)`.
///
/// It is used like the `DataSet` that it holds in `data`.
public protocol NamedDataSet: Sendable {
  /// The name that `DataSets.named` finds it by.
  static var name: String { get }

  /// Loads or makes a part of the set.
  ///
  /// - Parameters:
  ///   - split: which part; published sets have no validation part, split one off the training part.
  ///   - folder: where its files are; nil for the usual places.
  /// - Throws: `DataError` when it is not there, not whole or has no such part.
  init(_ split: DataSet.Split, folder: String?) throws(DataError)

  /// The pictures and their classes.
  var data: DataSet { get }
}

extension NamedDataSet {
  /// How many pictures there are.
  public var count: Int { data.count }

  /// The pictures in order, in batches; see `DataSet.batches(of:)`.
  public func batches(
    of size: Int, droppingLast: Bool = false, preprocessor: (any Preprocessor)? = nil
  ) -> Batches {
    data.batches(of: size, droppingLast: droppingLast, preprocessor: preprocessor)
  }

  /// The pictures in random order, in batches; see `DataSet.batches(of:shuffledBy:)`.
  public func batches(
    of size: Int, shuffledBy random: inout RandomSource, droppingLast: Bool = false,
    preprocessor: (any Preprocessor)? = nil
  ) -> Batches {
    data.batches(
      of: size, shuffledBy: &random, droppingLast: droppingLast, preprocessor: preprocessor)
  }
}
