import Foundation
import Fovea

/// What `fovea data` prints, as text or as JSON.
struct DataReport: Encodable {
  struct Class: Encodable {
    let name: String
    let train: Int
    let validation: Int?
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
  let validation: Int?
  let test: Int
  let channelMean: [Double]
  let channelDeviation: [Double]
  let classes: [Class]
  let files: [File]
  let sheet: String?
  /// Classes that the sheet shows.
  let classesDrawn: Int?

  init(
    _ train: DataSet, _ validation: DataSet?, _ test: DataSet, _ statistics: PixelStatistics,
    _ files: [PublishedFile], sheet: String?, classesDrawn: Int?
  ) {
    data = train.name
    shape = train.imageShape.dimensions
    self.train = train.count
    self.validation = validation?.count
    self.test = test.count
    channelMean = statistics.mean
    channelDeviation = statistics.deviation
    let counts = (train.classCounts, validation?.classCounts, test.classCounts)
    classes = train.classNames.enumerated().map { place, name in
      Class(
        name: name, train: counts.0[place], validation: counts.1?[place], test: counts.2[place])
    }
    self.files = files.map { File(path: $0.path, md5: $0.sum, isAsPublished: $0.isAsPublished) }
    self.sheet = sheet
    self.classesDrawn = classesDrawn
  }

  /// For people.
  var text: String {
    let shape = Shape(self.shape)
    let validated = validation.map { "\($0.grouped) to validate, " } ?? ""
    var lines = [
      "data      \(data.printable), \(shape.extents)",
      shape.noun.fitted(to: 10)
        + "\(train.grouped) to train with, \(validated)\(test.grouped) to test",
      "mean      \(numbers(channelMean)), by channel of those to train with",
      "deviation \(numbers(channelDeviation))",
      "balance   \(balance)",
    ]
    for file in files {
      lines.append(
        "file      \(file.path.printable): MD5 \(file.md5), "
          + (file.isAsPublished ? "as published" : "not the published one"))
    }
    if let sheet {
      let drawn = classesDrawn ?? classes.count
      let part = drawn < classes.count ? " (\(drawn) of \(classes.count) classes)" : ""
      lines.append("wrote     \(sheet.printable)\(part)")
    }
    let parts = validation == nil ? ["train", "test"] : ["train", "validate", "test"]
    var table = Table([.shortened("class")] + parts.map { .number($0) } + [.number("share %")])
    for row in classes {
      let counts = [row.train, row.validation, row.test].compactMap { $0?.grouped }
      let share = (100 * Double(row.train) / Double(max(1, train))).fixed(1)
      table.append([row.name.printable] + counts + [share])
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
