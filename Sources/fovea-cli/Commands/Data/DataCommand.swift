import ArgumentParser
import Fovea

/// `fovea data`: what a data set consists of.
struct DataCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Shows a data set: counts, balance of classes, mean and deviation, pictures.",
    discussion: """
      A data set is one of the published (\(Names.dataSets.list)) or the path of one's own:

        a folder of folders      pictures (JPEG, PNG), a folder a class; train, val and test above them or not; \
      ImageNet's words from LOC_synset_mapping.txt or synset_words.txt, Places365 by its lists
        .csv .tsv .txt           a table of numbers with a column of classes (--label); UCR's time series. \
      conv1d suits both: 'fovea train conv1d --data flowers.csv'
        .ts                      time series of several channels
        .npz, folder of .npy     x_train, y_train, x_test, y_test, or x, y
        folder of IDX files      as MNIST's, plain or gzipped: train-images-idx3-ubyte, train-labels-idx1-ubyte, \
      and t10k or test in place of train

      Where nothing is to test with, a share of each class is set aside (--test-share), always the same. Pictures \
      are cut to their middle square, resized to --image-size and decoded while the network trains.

      Files of Fashion-MNIST and MNIST are compared with the published ones.

      Examples:
        fovea data shapes --output sheet.png
        fovea data cifar10 --data-folder cifar-10-batches-bin
        fovea data photos --image-size 96 --output sheet.png
        fovea data flowers.csv --label species --json
      """)

  @Argument(help: "A data set's name or path; the same as --data.")
  var name: String?

  @OptionGroup var source: DataOptions

  @Option(
    help: "PNG file to draw pictures into, a row a class, at most \(DataSheet.rowLimit).",
    completion: .paths, transform: outputPath(.png))
  var output: String?

  @Option(
    parsing: .unconditional, help: "Pictures a class in --output. (default: 10)",
    transform: wholeNumber(1...100))
  var columns: Int?

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func check() throws {
    guard (name == nil) != (source.data == nil) else {
      throw ValidationError(
        name == nil
          ? "missing expected argument '<name>': one of \(Names.dataSets.list), or a path"
          : "expected a data set as the argument or by --data, found both")
    }
    try named.check()
    try engine.check()
    if output == "" { throw ValidationError("--output: expected a path, found ''") }
    if columns != nil, output == nil {
      throw ValidationError("--columns is for --output; leave it out")
    }
  }

  /// The flags with the set's name among them.
  private var named: DataOptions {
    var source = source
    if let name { source.data = name }
    return source
  }

  func run() throws {
    engine.applied()
    let name = named.data ?? DataOptions.usual
    let train = try named.load(.train)
    let hasValidation = OwnDataSet.isPath(name) && OwnDataSet.hasValidation(name)
    let validation = hasValidation ? try named.load(.validation) : nil
    let test = try named.load(.test)
    let sheet = output.flatMap { _ in DataSheet(of: train, columns: columns ?? 10) }
    let statistics = PixelStatistics(of: train)
    for part in [train, validation, test].compactMap(\.self) { try part.checkPictures() }
    let files = try PublishedFile.files(of: name, folder: source.dataFolder)
    if let output, let sheet { try PNG.write(sheet.picture, to: output) }
    let report = DataReport(
      train, validation, test, statistics, files,
      sheet: sheet == nil ? nil : output, classesDrawn: sheet?.rows)
    json ? Stream.results.json(report) : Stream.results.write(report.text)
    // Whatever cannot be drawn can be counted.
    if output != nil { try train.checkDrawable("--output") }
    if let file = files.first(where: { !$0.isAsPublished }) {
      throw Failure(
        "\(file.path): expected the published file, found one with the MD5 sum \(file.sum); get it again"
      )
    }
  }
}

/// Pictures of a set, a row a class.
struct DataSheet {
  let picture: Picture
  /// How many classes are in it.
  let rows: Int

  /// Rows at most: more do not fit a screen.
  static let rowLimit = 20

  /// The first pictures of each class; nil when there is nothing to look at.
  init?(of data: DataSet, columns: Int) {
    guard data.isDrawable else { return nil }
    var places = [[Int]](repeating: [], count: data.classCount)
    for (place, label) in data.labels.enumerated() where places[label].count < columns {
      places[label].append(place)
    }
    let rows = places.filter { !$0.isEmpty }.prefix(Self.rowLimit)
    self.rows = rows.count
    picture = ContactSheet(rows.map { row in row.map(data.picture(at:)) }).picture
  }
}

extension DataSet {
  /// Whether its items can be looked at.
  fileprivate var isDrawable: Bool { [1, 3].contains(imageShape[2]) && noun == "pictures" }

  /// Throws `Failure` for what cannot be looked at, with the flag that asked for it.
  func checkDrawable(_ flag: String) throws(Failure) {
    guard isDrawable else {
      throw Failure(
        "\(flag): expected pictures of 1 or 3 channels to draw, found \(noun) of \(imageShape.extents)"
      )
    }
  }
}
