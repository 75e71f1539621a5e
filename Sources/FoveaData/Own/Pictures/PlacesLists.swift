/// Places365 as it is published: lists of files with their classes beside folders of pictures.
///
///     categories_places365.txt         /a/airfield 0
///     places365_train_standard.txt     /a/airfield/00000001.jpg 0
///     places365_val.txt                Places365_val_00000001.jpg 435
///
/// The pictures lie in `data_256`, `data_256_standard`, `data_large` or `data_large_standard`, those for
/// validation, which models are evaluated on, in `val_256` or `val_large`.
///
/// Source: Zhou et al. (2017), Places: a 10 million image database for scene recognition.
struct PlacesLists {
  let root: String
  let options: ReadingOptions

  private static let categories = "categories_places365.txt"

  /// Whether a folder has the lists.
  static func isIn(_ folder: String) -> Bool { isPresent("\(folder)/\(categories)") }

  /// Loads a part.
  func load(_ split: DataSet.Split) throws(DataError) -> DataSet {
    let (list, folders): (String, [String])
    switch split {
    case .train:
      list = "places365_train_standard.txt"
      folders = ["data_256", "data_256_standard", "data_large", "data_large_standard", "."]
    case .test:
      list = "places365_val.txt"
      folders = ["val_256", "val_large", "."]
    case .validation:
      throw DataError(
        root, expected: "the train or test split", found: "validation",
        advice: "split a share off the training data")
    }
    var files = LabelledFiles(name: root, classNames: try classNames())
    var folder: String?
    try forEachEntry(list, classes: files.classNames.count) {
      number, name, label
        throws(DataError) in
      let own = folder ?? folders.first { isPresent("\(root)/\($0)/\(name)") }
      guard let own else {
        throw DataError(
          "\(root)/\(list)", at: "line \(number)",
          expected: "\(name) in \(folders.dropLast().joined(separator: ", ")) of \(root)",
          found: "none", advice: "unpack the pictures beside the lists")
      }
      folder = own
      files.append("\(root)/\(own)/\(name)", label)
    }
    return try files.dataSet(split, isWhole: true, options)
  }

  /// The classes by their number, without the letter that they are filed under: "apartment_building/outdoor".
  private func classNames() throws(DataError) -> [String] {
    var names: [String] = []
    try forEachEntry(Self.categories, classes: .max) { number, name, label throws(DataError) in
      guard label == names.count else {
        throw DataError(
          "\(root)/\(Self.categories)", at: "line \(number)",
          expected: "class \(names.count), in order", found: "\(label)")
      }
      let parts = name.split(separator: "/")
      names.append(
        parts.count > 1 && parts[0].count == 1
          ? parts.dropFirst().joined(separator: "/") : parts.joined(separator: "/"))
    }
    return names
  }

  /// Reads lines of a name and a class.
  private func forEachEntry(
    _ list: String, classes: Int,
    _ body: (_ number: Int, _ name: String, _ label: Int) throws(DataError) -> Void
  ) throws(DataError) {
    let path = "\(root)/\(list)"
    try TextLines(contentsOf: path).forEach { number, line throws(DataError) in
      guard let blank = line.lastIndex(of: 0x20),
        let label = Int(line[(blank + 1)...].text), label >= 0, label < classes
      else {
        throw DataError(
          path, at: "line \(number)",
          expected: "a name, a blank and a class"
            + (classes == .max ? "" : " in 0 ..< \(classes)"),
          found: "\"\(String(line.text.prefix(60)))\"")
      }
      var name = line[..<blank]
      while name.first == UInt8(ascii: "/") { name.removeFirst() }
      let text = name.text
      guard !text.isEmpty, !text.split(separator: "/").contains("..") else {
        throw DataError(
          path, at: "line \(number)", expected: "a name within the folder",
          found: "\"\(String(text.prefix(60)))\"")
      }
      try body(number, text, label)
    }
  }
}
