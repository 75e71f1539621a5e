import FoveaTensor

/// Pictures or rows and their classes as NumPy arrays: an `.npz` archive, or a folder of `.npy` files, that has
///
///     x_train, y_train, x_test, y_test                         as Keras names them
///     train_images, train_labels, val_images, ...              as others do
///     x, y  or  images, labels  or  data, labels               of which a share is set aside to test with
///
/// x is [n, height, width], [n, height, width, channels] or [n, features]; unsigned bytes become 0 ... 1, everything
/// else is used as it is. y is [n] or [n, 1], whole numbers from 0. What looks as if it were meant otherwise is taken,
/// and noted (`ArrayDoubts`).
struct ArrayFiles {
  let path: String
  let options: ReadingOptions

  private static let parts: [(split: DataSet.Split, names: [(x: String, y: String)])] = [
    (.train, [("x_train", "y_train"), ("X_train", "y_train"), ("train_images", "train_labels")]),
    (.validation, [("x_val", "y_val"), ("X_val", "y_val"), ("val_images", "val_labels")]),
    (.test, [("x_test", "y_test"), ("X_test", "y_test"), ("test_images", "test_labels")]),
  ]
  private static let whole = [("x", "y"), ("X", "y"), ("images", "labels"), ("data", "labels")]

  /// Whether a folder has such files.
  static func isIn(_ folder: String) -> Bool {
    (parts.flatMap(\.names).map(\.x) + whole.map(\.0)).contains {
      isPresent("\(folder)/\($0).npy")
    }
  }

  /// Loads a part.
  func load(_ split: DataSet.Split) throws(DataError) -> DataSet {
    let store = try Store(path)
    guard let train = store.pair(Self.names(.train)) else {
      guard let all = store.pair(Self.whole) else {
        throw DataError(
          path, expected: "arrays x_train and y_train, or x and y",
          found: store.names.isEmpty ? "none" : store.names.joined(separator: ", "),
          advice: "name them so in numpy.savez")
      }
      return try dataSet(all, .train, store, classes: nil).part(split, options)
    }
    let data = try dataSet(train, .train, store, classes: nil)
    let validation = store.pair(Self.names(.validation))
    guard let test = store.pair(Self.names(.test)) ?? validation else {
      return try data.part(split, options)
    }
    switch split {
    case .train: return data
    case .test: return try dataSet(test, .test, store, classes: data.classCount)
    case .validation:
      guard let validation, hasValidation else { return try data.part(split, options) }
      return try dataSet(validation, .validation, store, classes: data.classCount)
    }
  }

  /// Whether a share is set aside to test with.
  var isDivided: Bool {
    guard let store = try? Store(path) else { return false }
    return [.validation, .test].allSatisfy { store.pair(Self.names($0)) == nil }
      || store.pair(Self.names(.train)) == nil
  }

  /// Whether there are arrays for validation beside those to test with.
  var hasValidation: Bool {
    guard let store = try? Store(path) else { return false }
    return [.train, .validation, .test].allSatisfy { store.pair(Self.names($0)) != nil }
  }

  private static func names(_ split: DataSet.Split) -> [(x: String, y: String)] {
    parts.first { $0.split == split }?.names ?? []
  }

  private func dataSet(
    _ names: (x: String, y: String), _ split: DataSet.Split, _ store: Store, classes: Int?
  ) throws(DataError) -> DataSet {
    let (x, y) = (try store.read(names.x), try store.read(names.y))
    let labels = try self.labels(y, store.place(names.y), classes)
    var shape = x.shape
    switch shape.count {
    case 2: shape = [shape[0], 1, 1, shape[1]]
    case 3: shape.append(1)
    case 4: break
    default:
      throw DataError(
        store.place(names.x), at: "shape",
        expected: "[n, height, width], [n, height, width, channels] or [n, features]",
        found: IDXFile.text(x.shape))
    }
    guard shape[0] == labels.count, shape[0] > 0, !shape.contains(0) else {
      throw DataError(
        store.place(names.x), at: "shape",
        expected: "\(labels.count) rows, as there are classes in \(names.y), none empty",
        found: IDXFile.text(x.shape))
    }
    let classNames = (0..<(classes ?? (labels.max() ?? 0) + 1)).map(String.init)
    let doubts = ArrayDoubts(shape, store.place(names.x))
    let notes = [
      doubts.order, classes == nil ? ArrayDoubts.gaps(labels, store.place(names.y)) : nil,
    ].compactMap(\.self)
    if x.kind == .uint8 {
      var data = try DataSet(
        name: path, split: split, shape: Shape(shape), bytes: Array(x.elements), labels: labels,
        classNames: classNames)
      data.notes = notes
      return data
    }
    let numbers = x.numbers(as: Scalar.self)
    if let place = numbers.firstIndex(where: { !$0.isFinite }) {
      throw DataError(
        store.place(names.x), at: "element \(place)", expected: "a finite number",
        found: "\(numbers[place])", advice: "fill what is missing")
    }
    var data = try DataSet(
      name: path, split: split, images: Tensor(Shape(shape), numbers), labels: labels,
      classNames: classNames)
    data.notes = notes + [doubts.scale(numbers)].compactMap(\.self)
    return data
  }

  private func labels(
    _ y: NPYFile, _ place: String, _ classes: Int?
  ) throws(DataError) -> [Int] {
    guard y.shape.count == 1 || (y.shape.count == 2 && y.shape[1] == 1) else {
      throw DataError(
        place, at: "shape", expected: "[n] or [n, 1]", found: IDXFile.text(y.shape),
        advice: y.shape.count == 2 ? "save y.argmax(1), a number a row" : nil)
    }
    let limit = classes ?? ClassList.limit
    var labels: [Int] = []
    for (row, value) in y.numbers(as: Double.self).enumerated() {
      guard value >= 0, value < Double(limit), value == value.rounded() else {
        throw DataError(
          place, at: "element \(row)", expected: "a whole number in 0 ..< \(limit)",
          found: "\(value)", advice: "classes are counted from 0")
      }
      labels.append(Int(value))
    }
    return labels
  }

  /// Where arrays come from.
  private struct Store {
    let path: String
    let archive: ZipFile?
    /// The most bytes of an array that are read, as of an IDX file.
    private static let limit = IDXFile.defaultLimit

    init(_ path: String) throws(DataError) {
      self.path = path
      archive = isFolder(path) ? nil : try ZipFile(path)
    }

    var names: [String] {
      let files = archive?.entries.map(\.name).sorted() ?? (try? FoveaData.names(in: path)) ?? []
      return files.filter { $0.hasSuffix(".npy") }.map { String($0.dropLast(4)) }
    }

    func place(_ name: String) -> String { "\(path)/\(name).npy" }

    /// The first of the pairs of which both are there.
    func pair(_ candidates: [(x: String, y: String)]) -> (x: String, y: String)? {
      let names = Set(names)
      return candidates.first { names.contains($0.x) && names.contains($0.y) }
    }

    func read(_ name: String) throws(DataError) -> NPYFile {
      guard let archive else {
        let file = try InputFile(place(name), inflating: false)
        try checkSize(file.size, name)
        return try NPYFile(file.read(file.size), place(name))
      }
      guard let entry = archive.entries.first(where: { $0.name == "\(name).npy" }) else {
        throw DataError(path, expected: "\(name).npy", found: "none")
      }
      try checkSize(entry.size, name)
      return try NPYFile(archive.read(entry), place(name))
    }

    private func checkSize(_ size: Int, _ name: String) throws(DataError) {
      guard size <= Self.limit else {
        throw DataError(
          place(name), at: "size", expected: "at most \(Self.limit) bytes", found: "\(size)")
      }
    }
  }
}
