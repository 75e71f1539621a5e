import FoveaTensor

/// Rows of numbers with the class of each, as a table or a file of series has them.
struct NumberRows {
  /// The file, for error lines.
  let path: String
  /// The extents of a row as a picture, [1, length, channels].
  var shape: Shape
  /// The numbers, row by row.
  var values: [Scalar]
  /// What the class of each row is called.
  var labels: [String]
  /// The lines that the rows stand in.
  var lines: [Int]
  /// What the numbers of a row are called, where the file says.
  var columns: [String]?

  /// The set of these rows.
  ///
  /// - Throws: `DataError` naming the line of a class that there is none of.
  func dataSet(
    _ name: String, _ split: DataSet.Split, classes: ClassList
  ) throws(DataError) -> DataSet {
    var places: [Int] = []
    for (row, label) in labels.enumerated() {
      guard let place = classes.place(of: label) else {
        throw DataError(
          path, at: "line \(lines[row])",
          expected: "a class among the \(classes.names.count) to train with", found: "\"\(label)\"")
      }
      places.append(place)
    }
    return try DataSet(
      name: name, split: split,
      images: Tensor(Shape([labels.count] + shape.dimensions), values), labels: places,
      classNames: classes.names)
  }
}

/// A file of rows, with a file of rows to test with beside it or not.
struct RowFiles {
  let path: String
  let options: ReadingOptions
  /// Reads a file; the second is of the same form as the first.
  let read: (_ path: String, _ first: NumberRows?) throws(DataError) -> NumberRows
  /// The classes that the first file declares, in order; nil for those that occur.
  var declared: [String]?

  /// Loads a part: the file is to train with and that beside it to test with; without one, the file is divided.
  func load(_ split: DataSet.Split) throws(DataError) -> DataSet {
    let rows = try read(path, nil)
    let classes: ClassList
    if let declared {
      classes = ClassList(declared)
    } else {
      classes = try ClassList(of: rows)
    }
    guard let test = Self.testFile(beside: path) else {
      return try rows.dataSet(path, .train, classes: classes).part(split, options)
    }
    switch split {
    case .train: return try rows.dataSet(path, .train, classes: classes)
    case .test: return try read(test, rows).dataSet(path, .test, classes: classes)
    case .validation:
      throw DataError(
        path, expected: "the train or test split", found: "validation",
        advice: "split a share off the training data")
    }
  }

  /// The file to test with: of the same name but "test" in place of "train", in whichever letters.
  static func testFile(beside path: String) -> String? {
    let name = lastPart(of: path)
    for (train, test) in [("TRAIN", "TEST"), ("train", "test"), ("Train", "Test")] {
      guard let range = name.lastRange(of: train) else { continue }
      var other = name
      other.replaceSubrange(range, with: test)
      let candidate = String(path.dropLast(name.count)) + other
      return isPresent(candidate) ? candidate : nil
    }
    return nil
  }
}

extension String {
  /// Where a word stands the last time; nil where it does not.
  fileprivate func lastRange(of word: String) -> Range<String.Index>? {
    let start = indices.last { self[$0...].hasPrefix(word) }
    return start.map { $0..<index($0, offsetBy: word.count) }
  }
}

extension ArraySlice<UInt8> {
  /// The bytes as a finite number; nil when they are none.
  var number: Scalar? {
    // Most numbers of most tables are short and whole.
    if count <= 6, !isEmpty, allSatisfy({ (0x30...0x39).contains($0) }) {
      return Scalar(reduce(0) { 10 * $0 + Int($1 - 0x30) })
    }
    guard let value = Double(text), value.isFinite else { return nil }
    let scalar = Scalar(value)
    return scalar.isFinite ? scalar : nil
  }
}
