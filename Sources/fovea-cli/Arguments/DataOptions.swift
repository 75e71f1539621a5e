import ArgumentParser
import Fovea

/// The flags of every command that reads a data set.
struct DataOptions: ParsableArguments {
  /// The set that is taken when none is named and no model was trained on another.
  static let usual = TrainingConfiguration().data

  @Option(
    help: "Data set: \(Names.dataSets.list). (default: a trained model's own, else \(usual))")
  var data: String?

  @Option(
    help: """
      Folder with the data set's files. (default: FOVEA_DATA/<data> where there is one, else where its \
      package installs it)
      """)
  var dataFolder: String?

  /// Throws `ValidationError` for a name that is none, or an empty path.
  func check() throws {
    if let data { try Names.dataSets.checked(data) }
    if dataFolder == "" { throw ValidationError("--data-folder: expected a path, found ''") }
  }

  /// Loads a part of the data set.
  ///
  /// - Parameter fallback: the name of the set when none was given.
  func load(_ split: DataSet.Split, or fallback: String = usual) throws -> DataSet {
    try DataSets.named(data ?? fallback, split, folder: dataFolder)
  }
}

extension DataSet {
  /// "fashion-mnist test, 10,000 pictures of 28x28x1, 10 classes".
  var summary: String {
    "\(name) \(split.rawValue), \(count.grouped) pictures of \(imageShape.extents), "
      + "\(classCount) classes"
  }
}
