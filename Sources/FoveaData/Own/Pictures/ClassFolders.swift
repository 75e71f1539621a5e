/// Pictures in folders, one a class:
///
///     DIR/cat/1.jpg                                   a share of each class is set aside to test with
///     DIR/train/cat/1.jpg, DIR/val/cat/2.jpg          and DIR/test, where there is one
///
/// A part's folder may be called in capitals as well, and training, valid, validation or testing. A class is called as
/// its folder; of ImageNet's, which are numbers, `LOC_synset_mapping.txt` or `synset_words.txt` in DIR or beside it tell
/// the names. Pictures may lie in folders within a class's folder.
struct ClassFolders {
  let root: String
  let options: ReadingOptions

  /// What the folders of the parts are called, in small letters.
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
    let parts = try parts()
    guard let train = parts[.train] else {
      let classes = try classes(in: root)
      let partNames = Self.partNames.flatMap(\.names)
      guard !classes.allSatisfy({ partNames.contains($0.lowercased()) }) else {
        throw DataError(
          root, expected: "a folder a class, or train with a folder a class beside other parts",
          found: classes.joined(separator: ", "),
          advice: "call the part to train with train, and give each class a folder in it")
      }
      return try files(in: root, classes: classes, root).dataSet(split, isWhole: false, options)
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
      try checkNotFlat(folder, classes)
      let hasTest = test != nil || validation != nil
      return try files(in: folder, classes: classes, train)
        .dataSet(split, isWhole: hasTest || split != .train, options)
    }
    return try files(in: train, classes: classes, train).dataSet(split, isWhole: false, options)
  }

  /// Refuses a part whose pictures lie beside each other, as ImageNet's for validation are published: their classes
  /// stand in a list elsewhere.
  private func checkNotFlat(_ folder: String, _ classes: [String]) throws(DataError) {
    guard !hasSome(of: classes, in: folder) else { return }
    let flat = try names(in: folder).count { Self.endings.contains(ending(of: $0)) }
    guard flat > 0 else { return }
    throw DataError(
      folder, expected: "a folder a class, as in train",
      found: "\(flat) pictures that lie beside each other",
      advice:
        "move each into the folder of its class, as ImageNet's valprep.sh does, or name a folder without \(lastPart(of: folder))"
    )
  }

  /// Whether a share is set aside to test with.
  var isDivided: Bool {
    guard let parts = try? parts(), let train = parts[.train] else { return true }
    guard parts[.validation] == nil else { return false }
    // As `load` has it: a part to test with that tells no classes is none.
    guard let test = parts[.test], let classes = try? classes(in: train) else { return true }
    return !hasSome(of: classes, in: test)
  }

  /// Whether pictures for validation are a part of their own, beside those to train and to test with.
  var hasValidation: Bool {
    guard let parts = try? parts(), let train = parts[.train], parts[.validation] != nil,
      let test = parts[.test], let classes = try? classes(in: train)
    else { return false }
    return hasSome(of: classes, in: test)
  }

  /// The folder of each part that there is.
  ///
  /// - Throws: `DataError` for two folders of a part, of which nobody knows which is meant.
  private func parts() throws(DataError) -> [DataSet.Split: String] {
    let folders = try folders(in: root)
    var parts: [DataSet.Split: String] = [:]
    for (split, names) in Self.partNames {
      var found = folders.filter { names.contains($0.lowercased()) }
      if split == .train {
        // With pictures alone in it, it is a class: of vehicles, say.
        found = found.filter { (try? self.folders(in: "\(root)/\($0)"))?.isEmpty != true }
        if found.isEmpty { break }
      }
      guard found.count <= 1 else {
        throw DataError(
          root, expected: "one folder of the \(split.rawValue) part",
          found: found.joined(separator: " and "), advice: "put them together, or rename one")
      }
      parts[split] = found.first.map { "\(root)/\($0)" }
    }
    return parts
  }

  private func folders(in folder: String) throws(DataError) -> [String] {
    try names(in: folder).filter { isFolder("\(folder)/\($0)") }
  }

  private func hasSome(of classes: [String], in folder: String) -> Bool {
    classes.contains { isFolder("\(folder)/\($0)") }
  }

  private func classes(in folder: String) throws(DataError) -> [String] {
    let classes = try folders(in: folder)
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
    let present = try folders(in: folder)
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
