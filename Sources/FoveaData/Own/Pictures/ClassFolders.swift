/// Pictures in folders, one a class:
///
///     DIR/cat/1.jpg                                   a share of each class is set aside to test with
///     DIR/train/cat/1.jpg, DIR/val/cat/2.jpg          and DIR/test, where there is one
///
/// A class is called as its folder; of ImageNet's, which are numbers, `LOC_synset_mapping.txt` or
/// `synset_words.txt` in DIR or beside it tell the names. Pictures may lie in folders within a class's folder.
struct ClassFolders {
  let root: String
  let options: ReadingOptions

  /// What the folders of the parts are called.
  private static let partNames: [(split: DataSet.Split, names: [String])] = [
    (.train, ["train", "training"]), (.validation, ["val", "valid", "validation"]),
    (.test, ["test", "testing"]),
  ]
  /// What is taken for a picture by its name; whether it is one is seen from its bytes.
  private static let endings: Set = [
    "jpg", "jpeg", "jpe", "png", "gif", "bmp", "webp", "tif", "tiff", "heic", "ppm",
  ]
  /// Folders within each other that are entered; a link to a folder above must not be followed for ever.
  private static let depth = 8

  /// Loads a part.
  func load(_ split: DataSet.Split) throws(DataError) -> DataSet {
    let parts = parts()
    guard let train = parts[.train] else {
      return try files(in: root, classes: classes(in: root), root)
        .dataSet(split, isWhole: false, options)
    }
    let classes = try classes(in: train)
    // Published sets have a part to test with that tells no classes: then they are evaluated on the other.
    let test = parts[.test].flatMap { hasSome(of: classes, in: $0) ? $0 : nil }
    let validation = parts[.validation]
    let folder: String?
    switch split {
    case .train: folder = train
    case .test: folder = test ?? validation
    case .validation: folder = test == nil ? nil : validation
    }
    if let folder {
      let hasTest = test != nil || validation != nil
      return try files(in: folder, classes: classes, train)
        .dataSet(split, isWhole: hasTest || split != .train, options)
    }
    return try files(in: train, classes: classes, train).dataSet(split, isWhole: false, options)
  }

  /// Whether pictures for validation are a part of their own, beside those to train and to test with.
  var hasValidation: Bool {
    let parts = parts()
    guard let train = parts[.train], parts[.validation] != nil, let test = parts[.test],
      let classes = try? classes(in: train)
    else { return false }
    return hasSome(of: classes, in: test)
  }

  private func parts() -> [DataSet.Split: String] {
    var parts: [DataSet.Split: String] = [:]
    for (split, names) in Self.partNames {
      parts[split] = names.map { "\(root)/\($0)" }.first(where: isFolder)
    }
    return parts
  }

  private func hasSome(of classes: [String], in folder: String) -> Bool {
    classes.contains { isFolder("\(folder)/\($0)") }
  }

  private func classes(in folder: String) throws(DataError) -> [String] {
    let classes = try names(in: folder).filter { isFolder("\(folder)/\($0)") }
    guard classes.count >= 2 else {
      throw DataError(
        folder, expected: "2 folders or more, one a class with its pictures",
        found: "\(classes.count)", advice: "put each class's pictures into a folder of its own")
    }
    return classes
  }

  /// Every picture of the classes in a folder; only in that which says what classes there are, each must have some.
  private func files(
    in folder: String, classes: [String], _ first: String
  ) throws(DataError) -> LabelledFiles {
    let known = Set(classes)
    let present = try names(in: folder).filter { isFolder("\(folder)/\($0)") }
    if let stranger = present.first(where: { !known.contains($0) }) {
      throw DataError(
        "\(folder)/\(stranger)", expected: "a class of \(first)", found: "none of that name",
        advice: nearestName(to: stranger, among: classes).map { "did you mean \($0)?" })
    }
    let names = try SynsetNames(near: root)?.names(of: classes) ?? classes
    var files = LabelledFiles(name: root, classNames: names)
    for (label, name) in classes.enumerated() where folder == first || present.contains(name) {
      let pictures = try pictures(in: "\(folder)/\(name)", Self.depth)
      guard !pictures.isEmpty || folder != first else {
        throw DataError(
          "\(folder)/\(name)", expected: "pictures (jpg, png) of a class", found: "none",
          advice: "remove the folder or put pictures into it")
      }
      for path in pictures { files.append(path, label) }
    }
    return files
  }

  private func pictures(in folder: String, _ depth: Int) throws(DataError) -> [String] {
    var found: [String] = []
    for name in try names(in: folder) {
      let path = "\(folder)/\(name)"
      if Self.endings.contains(ending(of: name)) && !isFolder(path) {
        found.append(path)
      } else if depth > 1, isFolder(path) {
        found += try pictures(in: path, depth - 1)
      }
    }
    return found
  }
}

/// What comes after the last point of a name, in small letters; empty when there is none.
func ending(of name: String) -> String {
  guard let point = name.lastIndex(of: "."), point != name.startIndex else { return "" }
  return name[name.index(after: point)...].lowercased()
}
