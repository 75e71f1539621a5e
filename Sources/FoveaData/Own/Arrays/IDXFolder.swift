/// Pictures and classes in IDX files, plain or gzipped, as MNIST and the sets that followed it are published:
///
///     train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz                      to train with
///     t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz                        to test with
///     emnist-letters-train-images-idx3-ubyte, emnist-letters-test-..., and so on
///
/// Without files to test with, a share of each class is set aside. Classes are the labels that occur among those to
/// train with, of EMNIST's letters 1 to 26. Pictures stay as they lie: EMNIST's are mirrored along their diagonal.
struct IDXFolder {
  let path: String
  let options: ReadingOptions

  /// Whether a folder has such files.
  static func isIn(_ folder: String) -> Bool { !stems(in: folder).isEmpty }

  /// Whether a share is set aside to test with.
  var isDivided: Bool { Self.stems(in: path).allSatisfy { !Self.isTest($0) } }

  private static func isTest(_ stem: String) -> Bool {
    stem.contains("test") || stem.contains("t10k")
  }

  /// Loads a part.
  func load(_ split: DataSet.Split) throws(DataError) -> DataSet {
    let stems = Self.stems(in: path)
    guard let train = try only("train", of: stems.filter { $0.contains("train") }) else {
      throw DataError(
        path, expected: "a file of pictures with \"train\" in its name",
        found: stems.joined(separator: ", "), advice: "name it as MNIST's, train-images-idx3-ubyte")
    }
    let test = try only("test", of: stems.filter(Self.isTest))
    let pair = try read(train)
    let values = Set(pair.labels).sorted()
    guard values.count >= 2 else {
      throw DataError(
        pair.labelsPath, at: "labels", expected: "2 different ones or more",
        found: "\(values.count)", advice: "is this a file of labels?")
    }
    guard let test else { return try dataSet(pair, .train, values).part(split, options) }
    switch split {
    case .train: return try dataSet(pair, .train, values)
    case .test: return try dataSet(read(test), .test, values)
    case .validation:
      throw DataError(
        path, expected: "the train or test split", found: "validation",
        advice: "split a share off the training data")
    }
  }

  private func dataSet(
    _ pair: IDXPair, _ split: DataSet.Split, _ values: [UInt8]
  ) throws(DataError) -> DataSet {
    let places = Dictionary(uniqueKeysWithValues: zip(values, values.indices))
    return try DataSet(
      pair, name: path, split: split, classNames: values.map { "\($0)" },
      expecting: "a class among the \(values.count) to train with"
    ) { places[$0] }
  }

  /// The pictures of a stem, and the labels whose name has that word in place of "images".
  private func read(_ stem: String) throws(DataError) -> IDXPair {
    var labels = stem
    for (word, other) in [("images", "labels"), ("idx3", "idx1"), ("idx4", "idx1")] {
      if let range = labels.firstRange(of: word) { labels.replaceSubrange(range, with: other) }
    }
    return try IDXPair(images: file(stem), labels: file(labels))
  }

  /// The file of a stem, as it is or gzipped.
  private func file(_ stem: String) throws(DataError) -> String {
    let candidates = ["\(path)/\(stem)", "\(path)/\(stem).gz"]
    guard let file = candidates.first(where: isPresent) else {
      throw DataError(path, expected: "\(stem) or \(stem).gz in this folder", found: "none")
    }
    return file
  }

  /// The one of a part; nil for none.
  private func only(_ part: String, of stems: [String]) throws(DataError) -> String? {
    guard stems.count <= 1 else {
      throw DataError(
        path, expected: "one file of pictures to \(part) with",
        found: stems.joined(separator: ", "), advice: "put each data set into a folder of its own")
    }
    return stems.first
  }

  /// The names of files of pictures, without ".gz", each once.
  private static func stems(in folder: String) -> [String] {
    let files = (try? names(in: folder)) ?? []
    let stems = files.map { $0.hasSuffix(".gz") ? String($0.dropLast(3)) : $0 }
    return Set(stems.filter { $0.contains("images") && $0.contains("idx") }).sorted()
  }
}
