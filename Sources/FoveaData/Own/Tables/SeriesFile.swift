import FoveaTensor

/// Time series as the UEA and UCR archives have them in `.ts` files: a head of words behind "@", then a line a series,
/// colons between its channels, commas between the numbers of one, the class last.
///
///     @classLabel true walking running
///     @data
///     1.0,2.0,1.5:0.1,0.2,0.1:walking
///
/// Becomes [1, length, channels], as one-dimensional layers take them; series that are shorter than the longest of
/// those to train and to test with end in zeros. Missing numbers ("?"), times beside the numbers and classes that are
/// numbers to be predicted are refused.
///
/// Source: Bagnall et al. (2018), The UEA multivariate time series classification archive.
struct SeriesFile {
  let path: String
  let options: ReadingOptions

  /// Loads a part. The classes are those that the file to train with declares.
  func load(_ split: DataSet.Split) throws(DataError) -> DataSet {
    var head = Head(path: path)
    _ = try head.read()
    var longest = try Longest(in: path)
    if let test = RowFiles.testFile(beside: path) {
      let other = try Longest(in: test)
      if other.length > longest.length { longest = other }
    }
    return try RowFiles(
      path: path, options: options,
      read: { [longest] path, first throws(DataError) in
        try Self.rows(path, like: first, upTo: longest)
      },
      declared: head.classes
    ).load(split)
  }

  /// The longest series of a file, by its commas; whether they stand between numbers is seen when it is read.
  private struct Longest {
    let path: String
    var length = 0
    var line = 0

    init(in path: String) throws(DataError) {
      self.path = path
      var (longest, place) = (0, 0)
      try TextLines(contentsOf: path).forEach { number, line throws(DataError) in
        guard line.first != UInt8(ascii: "@"), !SeriesFile.isComment(line) else { return }
        let length = line.prefix { $0 != UInt8(ascii: ":") }.count { $0 == UInt8(ascii: ",") } + 1
        if length > longest { (longest, place) = (length, number) }
      }
      (length, line) = (longest, place)
    }
  }

  /// Whether a line is for people: the archives' files have both marks.
  private static func isComment(_ line: ArraySlice<UInt8>) -> Bool {
    line.first == UInt8(ascii: "#") || line.first == UInt8(ascii: "%")
  }

  /// The most bytes that the series of a file may take once all are as long as the longest: those of an IDX file.
  private static let limit = IDXFile.defaultLimit

  /// What stands before the series.
  private struct Head {
    let path: String
    var classes: [String] = []
    /// Channels, where the file says how many.
    var channels: Int?

    init(path: String) { self.path = path }

    /// Reads until "@data"; returns its line.
    mutating func read() throws(DataError) -> Int {
      var (dataLine, isOver): (Int?, Bool) = (nil, false)
      try TextLines(contentsOf: path).forEach { number, line throws(DataError) in
        guard !isOver, !SeriesFile.isComment(line) else { return }
        let words = line.split(separator: 0x20).map(\.trimmed.text)
        guard let key = words.first, key.hasPrefix("@") else {
          throw fault(number, "a word behind @, until @data", line)
        }
        switch key.lowercased() {
        case "@data": (dataLine, isOver) = (number, true)
        case "@classlabel":
          guard words.count >= 4, words[1].lowercased() == "true", words.count < ClassList.limit
          else { throw fault(number, "@classLabel true and 2 classes or more", line) }
          classes = Array(words[2...])
        case "@targetlabel": throw fault(number, "classes, by @classLabel", line)
        case "@timestamps":
          guard words.last?.lowercased() == "false" else {
            throw fault(number, "numbers without times", line)
          }
        case "@dimensions", "@dimension":
          guard words.count == 2, let count = Int(words[1]), (1...4096).contains(count) else {
            throw fault(number, "@dimensions and 1 to 4096", line)
          }
          channels = count
        default: break
        }
      }
      guard let dataLine else {
        throw DataError(path, expected: "@data before the series", found: "none")
      }
      guard !classes.isEmpty else {
        throw DataError(path, expected: "@classLabel true and the classes", found: "none")
      }
      return dataLine
    }

    private func fault(_ number: Int, _ expected: String, _ line: ArraySlice<UInt8>) -> DataError {
      DataError(
        path, at: "line \(number)", expected: expected,
        found: "\"\(String(line.text.prefix(60)))\"")
    }
  }

  private static func rows(
    _ path: String, like first: NumberRows?, upTo longest: Longest
  ) throws(DataError) -> NumberRows {
    var head = Head(path: path)
    let start = try head.read()
    var channels = first?.shape[2] ?? head.channels
    var series: [[[Scalar]]] = []
    var rows = NumberRows(path: path, shape: [1, 0, 1], values: [], labels: [], lines: [])
    try TextLines(contentsOf: path).forEach { number, line throws(DataError) in
      guard number > start, !isComment(line) else { return }
      let parts = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      let count = channels ?? parts.count - 1
      channels = count
      guard parts.count == count + 1, count > 0 else {
        throw DataError(
          path, at: "line \(number)", expected: "\(max(1, count)) channels and a class",
          found: "\(parts.count) parts")
      }
      var own: [[Scalar]] = []
      for part in parts.dropLast() { own.append(try numbers(part, path, number)) }
      guard own.allSatisfy({ $0.count == own[0].count }) else {
        throw DataError(
          path, at: "line \(number)", expected: "channels of one length",
          found: own.map { "\($0.count)" }.joined(separator: ", "))
      }
      series.append(own)
      rows.labels.append(parts[count].trimmed.text)
      rows.lines.append(number)
    }
    guard !series.isEmpty, let channels else {
      throw DataError(path, expected: "series behind @data", found: "none")
    }
    let length = longest.length
    let most = limit / MemoryLayout<Scalar>.size / (series.count * channels)
    guard length <= most else {
      throw DataError(
        longest.path, at: "line \(longest.line)",
        expected:
          "at most \(most) numbers, as all \(series.count) series of \(path) are filled up with zeros to "
          + "the longest", found: "\(length)", advice: "cut what is long, or leave it out")
    }
    rows.shape = [1, length, channels]
    rows.values.reserveCapacity(series.count * length * channels)
    for own in series {
      for i in 0..<length {
        for channel in own { rows.values.append(i < channel.count ? channel[i] : 0) }
      }
    }
    return rows
  }

  private static func numbers(
    _ part: ArraySlice<UInt8>, _ path: String, _ line: Int
  ) throws(DataError) -> [Scalar] {
    var numbers: [Scalar] = []
    for field in part.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      guard let number = field.trimmed.number else {
        throw DataError(
          path, at: "line \(line)", expected: "numbers with commas between",
          found: "\"\(String(field.text.prefix(40)))\"",
          advice: field.trimmed.text == "?" ? "fill what is missing" : nil)
      }
      numbers.append(number)
    }
    return numbers
  }
}
