#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folders in which a published set's files may lie.
struct SetPlaces {
  /// The set's name, for error lines.
  let name: String
  /// Its folder in `FOVEA_DATA`.
  let folder: String
  /// Folders that are looked at when none is given and `FOVEA_DATA` does not have it.
  var usual: [String] = []
  /// How to get the set.
  let advice: String

  /// The folder to load from: the given one and no other, so that nobody gets other data than asked for;
  /// else the first that has what is wanted.
  ///
  /// - Parameters:
  ///   - given: the folder that was named; nil for none.
  ///   - wanted: what is looked for, for the error line.
  ///   - isIn: whether a folder has it.
  func find(
    _ given: String?, _ wanted: String, isIn: (String) -> Bool
  ) throws(DataError) -> String {
    if let given {
      guard isFolder(given) else {
        throw DataError(
          given, expected: "the folder with \(name)'s files",
          found: isPresent(given) ? "a file" : "no such folder", advice: advice)
      }
      return given
    }
    var folders = usual
    if let root = getenv("FOVEA_DATA").map({ String(cString: $0) }), !root.isEmpty {
      folders.insert("\(root)/\(folder)", at: 0)
    }
    for folder in folders where isIn(folder) { return folder }
    let places = folders.isEmpty ? "a folder" : folders.joined(separator: " or ")
    throw DataError(name, expected: "\(wanted) in \(places)", found: "none", advice: advice)
  }

  /// The part to load, of which published sets have two: "train" and "test".
  ///
  /// - Throws: `DataError` for `.validation`.
  func published<T>(
    _ split: DataSet.Split, train: T, test: T
  ) throws(DataError) -> T {
    switch split {
    case .train: return train
    case .test: return test
    case .validation:
      throw DataError(
        name, expected: "the train or test split", found: "validation",
        advice: "split a share off the training data")
    }
  }
}
