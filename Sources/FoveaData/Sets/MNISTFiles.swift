#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The four files that MNIST and the sets modelled on it come in: where they may lie, and what is
/// known about them.
struct MNISTFiles {
  /// The set's name, and that of its folder in `FOVEA_DATA`.
  let name: String
  /// What each class is called.
  let classNames: [String]
  /// Folders that are looked at when none is given and `FOVEA_DATA` does not have it.
  let usualFolders: [String]
  /// How to get the set.
  let advice: String
  /// What would change a picture's class.
  let labelSafety: LabelSafety

  /// Loads a part, whose files must announce the published counts: a small file may inflate to gigabytes.
  func load(_ split: DataSet.Split, folder: String?) throws(DataError) -> DataSet {
    let (stem, count): (String, Int)
    switch split {
    case .train: (stem, count) = ("train", 60_000)
    case .test: (stem, count) = ("t10k", 10_000)
    case .validation:
      throw DataError(
        name, expected: "the train or test split", found: "validation",
        advice: "split a share off the training data")
    }
    let imagesName = "\(stem)-images-idx3-ubyte"
    let folder = try find(imagesName, folder)
    let images = try file(imagesName, in: folder)
    let labels = try file("\(stem)-labels-idx1-ubyte", in: folder)
    try check(images, announces: [count, 28, 28])
    try check(labels, announces: [count])
    var data = try DataSet(
      name: name, split: split, images: images, labels: labels, classNames: classNames)
    data.labelSafety = labelSafety
    return data
  }

  private func check(_ path: String, announces dimensions: [Int]) throws(DataError) {
    let found = try IDXFile.dimensions(of: path)
    guard found == dimensions else {
      throw DataError(
        path, at: "dimensions (from byte 4)",
        expected: "\(IDXFile.text(dimensions)), as published", found: IDXFile.text(found),
        advice: "the file is of another data set")
    }
  }

  /// The folder to load from: the given one and no other, so that nobody gets other data than asked for;
  /// else the first that has the file.
  private func find(_ file: String, _ given: String?) throws(DataError) -> String {
    if let given {
      // With the point, a file of that name is no folder either.
      guard exists("\(given)/.") else {
        throw DataError(
          given, expected: "the folder with \(name)'s files",
          found: exists(given) ? "a file" : "no such folder",
          advice: advice)
      }
      return given
    }
    var folders = usualFolders
    if let root = getenv("FOVEA_DATA").map({ String(cString: $0) }), !root.isEmpty {
      folders.insert("\(root)/\(name)", at: 0)
    }
    for folder in folders where candidates(file, in: folder).contains(where: exists) {
      return folder
    }
    let places = folders.isEmpty ? "a folder" : folders.joined(separator: " or ")
    throw DataError(name, expected: "\(file).gz in \(places)", found: "none", advice: advice)
  }

  private func file(_ name: String, in folder: String) throws(DataError) -> String {
    if let path = candidates(name, in: folder).first(where: exists) { return path }
    throw DataError(
      folder, expected: "\(name).gz or \(name) in this folder", found: "none", advice: advice)
  }

  /// Compressed or not; some sites have a point before "idx".
  private func candidates(_ name: String, in folder: String) -> [String] {
    let pointed = name.split(separator: "-idx").joined(separator: ".idx")
    return ["\(name).gz", name, "\(pointed).gz", pointed].map { "\(folder)/\($0)" }
  }

  private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
