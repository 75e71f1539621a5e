/// The four files that MNIST and the sets modelled on it come in: where they may lie, and what is
/// known about them.
struct MNISTFiles {
  /// Where they may lie.
  let places: SetPlaces
  /// What each class is called.
  let classNames: [String]
  /// What would change a picture's class.
  let labelSafety: LabelSafety

  /// Loads a part, whose files must announce the published counts: a small file may inflate to gigabytes.
  func load(_ split: DataSet.Split, folder: String?) throws(DataError) -> DataSet {
    let (stem, count) = try places.published(
      split, train: ("train", 60_000), test: ("t10k", 10_000))
    let (images, labels) = try pair(stem, in: folder)
    try check(images, announces: [count, 28, 28])
    try check(labels, announces: [count])
    var data = try DataSet(
      name: places.name, split: split, images: images, labels: labels, classNames: classNames)
    data.labelSafety = labelSafety
    return data
  }

  /// The four files: pictures and classes to train with, then those to test with.
  func paths(in folder: String?) throws(DataError) -> [String] {
    let (train, test) = (try pair("train", in: folder), try pair("t10k", in: folder))
    return [train.images, train.labels, test.images, test.labels]
  }

  private func pair(
    _ stem: String, in given: String?
  ) throws(DataError) -> (images: String, labels: String) {
    let imagesName = "\(stem)-images-idx3-ubyte"
    let folder = try places.find(given, "\(imagesName).gz") { folder in
      candidates(imagesName, in: folder).contains(where: isPresent)
    }
    return (
      try file(imagesName, in: folder), try file("\(stem)-labels-idx1-ubyte", in: folder)
    )
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

  private func file(_ name: String, in folder: String) throws(DataError) -> String {
    if let path = candidates(name, in: folder).first(where: isPresent) { return path }
    throw DataError(
      folder, expected: "\(name).gz or \(name) in this folder", found: "none",
      advice: places.advice)
  }

  /// Compressed or not; some sites have a point before "idx".
  private func candidates(_ name: String, in folder: String) -> [String] {
    let pointed = name.split(separator: "-idx").joined(separator: ".idx")
    return ["\(name).gz", name, "\(pointed).gz", pointed].map { "\(folder)/\($0)" }
  }
}
