import Fovea

/// What `fovea data` prints, as text or as JSON.
struct DataReport: Encodable {
  struct Class: Encodable {
    let name: String
    let train: Int
    let test: Int
  }

  struct File: Encodable {
    let path: String
    let md5: String
    let isAsPublished: Bool
  }

  let data: String
  let shape: [Int]
  let train: Int
  let test: Int
  let channelMean: [Double]
  let channelDeviation: [Double]
  let classes: [Class]
  let files: [File]
  let sheet: String?

  init(
    _ parts: [DataSet], _ statistics: PixelStatistics, _ files: [PublishedFile], sheet: String?
  ) {
    data = parts[0].name
    shape = parts[0].imageShape.dimensions
    train = parts[0].count
    test = parts[1].count
    channelMean = statistics.mean
    channelDeviation = statistics.deviation
    classes = zip(parts[0].classNames, zip(parts[0].classCounts, parts[1].classCounts)).map {
      Class(name: $0, train: $1.0, test: $1.1)
    }
    self.files = files.map { File(path: $0.path, md5: $0.sum, isAsPublished: $0.isAsPublished) }
    self.sheet = sheet
  }

  /// For people.
  var text: String {
    var lines = [
      "data      \(data.printable), \(Shape(shape).extents)",
      "pictures  \(train.grouped) to train with, \(test.grouped) to test",
      "mean      \(numbers(channelMean)), by channel of those to train with",
      "deviation \(numbers(channelDeviation))",
      "balance   \(balance)",
    ]
    for file in files {
      lines.append(
        "file      \(file.path.printable): MD5 \(file.md5), "
          + (file.isAsPublished ? "as published" : "not the published one"))
    }
    if let sheet { lines.append("wrote     \(sheet.printable)") }
    var table = Table([.shortened("class"), .number("train"), .number("test"), .number("share %")])
    for row in classes {
      table.append(
        row.name.printable, row.train.grouped, row.test.grouped,
        (100 * Double(row.train) / Double(max(1, train))).fixed(1))
    }
    return lines.joined(separator: "\n") + "\n\n" + table.text(width: Stream.results.width) + "\n"
  }

  private var balance: String {
    let counts = classes.map(\.train)
    guard let least = counts.min(), let most = counts.max() else { return "no classes" }
    return least == most
      ? "\(classes.count) classes of \(most.grouped) each"
      : "\(classes.count) classes of \(least.grouped) to \(most.grouped)"
  }

  /// The first numbers; rows of a table may have thousands.
  private func numbers(_ values: [Double]) -> String {
    values.prefix(8).map { $0.fixed(4) }.joined(separator: " ") + (values.count > 8 ? " ..." : "")
  }
}
