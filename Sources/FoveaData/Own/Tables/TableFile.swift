import FoveaTensor

/// A table of numbers with a column of classes: a line a row, commas, semicolons or tabs between the fields.
///
/// A row becomes [1, 1, features]: each feature is a channel of one pixel, so preprocessing by channel, as is usual,
/// is by feature. The first line names the columns where one of them is the column of classes by its name, or where
/// none of its fields is a number; a table to test with that has other names than that to train with, or the same in
/// another order, is refused. A field may stand in quotation marks, doubled inside.
///
/// Source for the form: RFC 4180; lines within quotation marks are not read.
struct TableFile {
  let path: String
  let options: ReadingOptions

  /// The names that the column of classes has when none is given.
  private static let usualLabels = ["label", "class", "target"]
  /// The most columns.
  private static let columnLimit = 65536

  /// Loads a part.
  func load(_ split: DataSet.Split) throws(DataError) -> DataSet {
    try RowFiles(path: path, options: options) { path, first throws(DataError) in
      try TableFile(path: path, options: options).rows(like: first)
    }.load(split)
  }

  private func rows(like first: NumberRows?) throws(DataError) -> NumberRows {
    var (mark, columns, label): (UInt8, Int, Int) = (0x2C, 0, 0)
    var names: [String]?
    var rows = NumberRows(path: path, shape: [1, 1, 1], values: [], labels: [], lines: [])
    try TextLines(contentsOf: path).forEach { number, line throws(DataError) in
      if columns == 0 {
        mark = Self.separator(in: line)
        let fields = try fields(of: line, mark, number)
        columns = fields.count
        (label, names) = try labelColumn(fields, number)
        rows.shape = [1, 1, columns - 1]
        if let first, first.shape != rows.shape {
          throw DataError(
            path, at: "line \(number)",
            expected: "\(first.shape[2] + 1) columns as in \(first.path)", found: "\(columns)",
            advice: "the two files do not belong together")
        }
        if let names {
          rows.columns = names.enumerated().filter { $0.offset != label }.map(\.element)
          try checkNames(of: rows, like: first, number)
          return
        }
      }
      let fields = try fields(of: line, mark, number)
      guard fields.count == columns else {
        throw DataError(
          path, at: "line \(number)", expected: "\(columns) columns as in the first",
          found: "\(fields.count)")
      }
      for (column, field) in fields.enumerated() where column != label {
        guard let value = field.number else {
          throw DataError(
            path, at: "line \(number), column \(names?[column] ?? "\(column + 1)")",
            expected: "a number", found: "\"\(String(field.text.prefix(40)))\"",
            advice: field.isEmpty ? "fill or drop what is missing" : nil)
        }
        rows.values.append(value)
      }
      rows.labels.append(fields[label].text)
      rows.lines.append(number)
    }
    guard !rows.labels.isEmpty else {
      throw DataError(path, expected: "rows of numbers with a class", found: "none")
    }
    return rows
  }

  /// Checks that columns are called as those of the first file, by letters of either case; what they mean goes by
  /// their order.
  private func checkNames(
    of rows: NumberRows, like first: NumberRows?, _ number: Int
  ) throws(DataError) {
    guard let first, let expected = first.columns, let found = rows.columns else { return }
    for (expected, found) in zip(expected, found) where expected.lowercased() != found.lowercased()
    {
      throw DataError(
        path, at: "line \(number)",
        expected: "columns as in \(first.path), next \"\(expected.prefix(40))\"",
        found: "\"\(found.prefix(40))\"", advice: "put them into the order of that file")
    }
  }

  /// Whichever of the marks stands in the first line most often.
  private static func separator(in line: ArraySlice<UInt8>) -> UInt8 {
    let marks = Array(",;\t".utf8)
    let counts = marks.map { mark in line.count { $0 == mark } }
    return marks[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
  }

  /// Where the classes stand, by the first line; and the names of the columns, if that has them.
  private func labelColumn(
    _ first: [ArraySlice<UInt8>], _ number: Int
  ) throws(DataError) -> (label: Int, names: [String]?) {
    guard (2...Self.columnLimit).contains(first.count) else {
      throw DataError(
        path, at: "line \(number)",
        expected: "2 to \(Self.columnLimit) columns, one with the classes",
        found: "\(first.count)")
    }
    let names = first.map(\.text)
    let isHeader = first.allSatisfy { $0.number == nil }
    if let label = options.label {
      let column = Int(label).flatMap { (1...names.count).contains($0) ? $0 : nil }
      // A number is a place: without a line of names, a field of the first row may be that number.
      if let place = names.firstIndex(of: label), column == nil || isHeader {
        return (place, names)
      }
      if let column { return (column - 1, isHeader ? names : nil) }
      throw DataError(
        path, at: "line \(number)", expected: "a column \"\(label)\"",
        found: "\(names.count) columns: " + names.prefix(8).joined(separator: ", ")
          + (names.count > 8 ? ", ..." : ""),
        advice: nearestName(to: label, among: names).map { "did you mean \($0)?" }
          ?? "name the column of classes, or its number from 1, by --label")
    }
    let small = names.map { $0.lowercased() }
    if let place = Self.usualLabels.lazy.compactMap({ small.firstIndex(of: $0) }).first {
      return (place, names)
    }
    throw DataError(
      path, at: "line \(number)",
      expected: "a column called \(Self.usualLabels.joined(separator: ", "))", found: "none",
      advice: "name the column of classes, or its number from 1, by --label")
  }

  private func fields(
    of line: ArraySlice<UInt8>, _ mark: UInt8, _ number: Int
  ) throws(DataError) -> [ArraySlice<UInt8>] {
    let quote = UInt8(ascii: "\"")
    guard line.contains(quote) else {
      return line.split(separator: mark, omittingEmptySubsequences: false).map(\.trimmed)
    }
    var fields: [ArraySlice<UInt8>] = []
    var (field, isQuoted, wasQuoted): ([UInt8], Bool, Bool) = ([], false, false)
    func closed() -> ArraySlice<UInt8> { wasQuoted ? field[...] : field[...].trimmed }
    for byte in line {
      if byte == quote, isQuoted || field.allSatisfy({ $0 == 0x20 }) || wasQuoted {
        // A mark right behind the closing one is part of the text.
        if !isQuoted { wasQuoted ? field.append(quote) : field.removeAll() }
        isQuoted.toggle()
        wasQuoted = true
      } else if byte == mark, !isQuoted {
        fields.append(closed())
        (field, wasQuoted) = ([], false)
      } else if isQuoted || !wasQuoted || byte != 0x20 {
        field.append(byte)
      }
    }
    guard !isQuoted else {
      throw DataError(
        path, at: "line \(number)", expected: "quotation marks in pairs", found: "one that is open",
        advice: "write each row in one line")
    }
    return fields + [closed()]
  }
}
