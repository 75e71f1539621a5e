import ArgumentParser
import Fovea

/// The flags of every command that reads a data set.
struct DataOptions: ParsableArguments {
  @Option(help: "Data set: \(Names.dataSets.list).")
  var data: String?

  @Option(help: "Folder with the data set's files. (default: where its package installs it)")
  var dataFolder: String?

  mutating func validate() throws {
    if let data { try Names.dataSets.checked(data) }
    if dataFolder == "" { throw ValidationError("--data-folder: expected a path, found ''") }
  }

  /// Loads a part of the data set.
  ///
  /// - Parameter fallback: the name of the set when none was given.
  func load(_ split: DataSet.Split, or fallback: String? = nil) throws -> DataSet {
    guard let name = data ?? fallback else { throw ValidationError("missing '--data <data>'") }
    return try DataSets.named(name, split, folder: dataFolder)
  }
}

extension DataSet {
  /// "fashion-mnist test, 10,000 pictures of 28x28x1, 10 classes".
  var summary: String {
    "\(name) \(split.rawValue), \(count.grouped) pictures of \(imageShape.extents), "
      + "\(classCount) classes"
  }
}
