/// The data sets that go by a name.
public enum DataSets {
  /// Every one of them.
  public static let all: [any NamedDataSet.Type] = [
    FashionMNIST.self, MNIST.self, CIFAR10.self, CIFAR100.self, CIFAR100Coarse.self, Shapes.self,
  ]

  /// Their names.
  public static var names: [String] { all.map { $0.name } }

  /// Loads or makes a part of a data set.
  ///
  /// - Parameters:
  ///   - name: one of `names`, or the path of a set of one's own; see `OwnDataSet`.
  ///   - split: which part.
  ///   - folder: where its files are; nil for the usual places.
  ///   - options: how a set of one's own is read.
  /// - Throws: `DataError` when there is no such name (it says which comes nearest), or the set is not
  ///   there or not whole.
  public static func named(
    _ name: String, _ split: DataSet.Split, folder: String? = nil,
    reading options: ReadingOptions = ReadingOptions()
  ) throws(DataError) -> DataSet {
    if let type = all.first(where: { $0.name == name }) {
      return try type.init(split, folder: folder).data
    }
    guard OwnDataSet.isPath(name) else {
      throw DataError(
        "data set", expected: "one of \(names.joined(separator: ", ")), or a path",
        found: "\"\(name)\", which is no file or folder either",
        advice: nearestName(to: name, among: names).map { "did you mean \($0)?" })
    }
    if let folder {
      throw DataError(
        name, expected: "no folder beside the path of a data set", found: folder,
        advice: "leave --data-folder out")
    }
    return try OwnDataSet.load(name, split, options)
  }
}
