import FoveaTensor

/// Time series as the UCR archive has them: a line a series, tabs or, in its `.txt` files, blanks between, the class
/// first. Of one channel: [1, length, 1], as one-dimensional layers take them.
///
/// A series that is shorter than the longest ends in NaN in the archive; zeros are put there. NaN anywhere else is
/// missing, and refused.
///
/// Source: Dau et al. (2018), The UCR time series archive.
struct SeriesTable {
  let path: String
  let options: ReadingOptions

  /// Whether a file is of this form: a class, which may be a word, and numbers. A table with names of its columns is
  /// none.
  static func isSeries(_ path: String) -> Bool {
    var beginning = ((try? InputFile(path).read(1 << 16)) ?? [])[...]
    if let end = beginning.firstIndex(of: 0x0A) { beginning = beginning[..<end] }
    // The line may be longer than what was read; its last field is not looked at.
    let fields = Self.fields(of: beginning)
    return fields.count > 2
      && fields[1..<fields.count - 1].allSatisfy {
        $0.number != nil || Self.isMissing($0)
      }
  }

  /// What stands between tabs; in a line without any, between blanks, of which there may be several.
  private static func fields(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.contains(0x09)
      ? line.split(separator: 0x09, omittingEmptySubsequences: false).map(\.trimmed)
      : line.split { $0 == 0x20 || $0 == 0x0D }
  }

  /// Loads a part.
  func load(_ split: DataSet.Split) throws(DataError) -> DataSet {
    try RowFiles(path: path, options: options) { path, first throws(DataError) in
      try Self.rows(path, like: first)
    }.load(split)
  }

  private static func rows(
    _ path: String, like first: NumberRows?
  ) throws(DataError) -> NumberRows {
    var length = first?.shape[1] ?? 0
    var rows = NumberRows(path: path, shape: [1, 0, 1], values: [], labels: [], lines: [])
    try TextLines(contentsOf: path).forEach { number, line throws(DataError) in
      var fields = fields(of: line)
      if length == 0 { length = fields.count - 1 }
      guard fields.count == length + 1, length > 0 else {
        throw DataError(
          path, at: "line \(number)",
          expected: "a class and \(max(1, length)) numbers, tabs between, or blanks",
          found: "\(fields.count) fields",
          advice: first.map { "a series must be as long as in \($0.path)" })
      }
      rows.labels.append(fields[0].text)
      rows.lines.append(number)
      let known = (fields.lastIndex { !isMissing($0) } ?? 0) + 1
      fields.removeSubrange(known...)
      for (column, field) in fields.enumerated().dropFirst() {
        guard let value = field.number else {
          throw DataError(
            path, at: "line \(number), field \(column + 1)", expected: "a number",
            found: "\"\(String(field.text.prefix(40)))\"",
            advice: isMissing(field) ? "fill what is missing within a series" : nil)
        }
        rows.values.append(value)
      }
      rows.values += [Scalar](repeating: 0, count: length + 1 - known)
    }
    guard !rows.labels.isEmpty else {
      throw DataError(path, expected: "series of numbers with a class", found: "none")
    }
    rows.shape = [1, length, 1]
    return rows
  }

  private static func isMissing(_ field: ArraySlice<UInt8>) -> Bool {
    field.text.lowercased() == "nan"
  }
}
