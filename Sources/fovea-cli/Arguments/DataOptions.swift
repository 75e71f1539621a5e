import ArgumentParser
import Fovea
import Synchronization

/// The flags of every command that reads a data set.
struct DataOptions: ParsableArguments {
  /// The set that is taken when none is named and no model was trained on another.
  static let usual = TrainingConfiguration().data

  @Option(
    help: """
      Data set: \(Names.dataSets.list), or the path of one's own: a folder with a folder of pictures a class; \
      see 'fovea data --help'. (default: a trained model's own, else \(usual))
      """, completion: .dataSets)
  var data: String?

  @Option(
    help: """
      Folder with a published set's files. (default: FOVEA_DATA/<data> where there is one, else where its \
      package installs it)
      """, completion: .directory)
  var dataFolder: String?

  @OptionGroup(title: "Data of one's own") var own: OwnDataOptions

  /// Throws `ValidationError` for a name that is none, or an empty path.
  func check() throws {
    if let data {
      if data == "" { throw ValidationError("--data: expected a name or a path, found ''") }
      if !OwnDataSet.isPath(data) {
        try Names.dataSets.checked(data, otherwise: ", and no file or folder is called so")
        if let flag = own.given.first {
          throw ValidationError("\(flag) is for data of one's own, found \(data); leave it out")
        }
      } else if dataFolder != nil {
        throw ValidationError("--data-folder is for published sets, found a path; leave it out")
      } else {
        try own.checkRelevance(to: data)
      }
    }
    if dataFolder == "" { throw ValidationError("--data-folder: expected a path, found ''") }
  }

  /// Loads a part of the data set, and notes what was passed over.
  ///
  /// - Parameters:
  ///   - fallback: the name of the set when none was given.
  ///   - options: how it is read, where no flag says so; nil for the usual way.
  func load(
    _ split: DataSet.Split, or fallback: String = usual, reading options: ReadingOptions? = nil
  ) throws -> DataSet {
    let data = try DataSets.named(
      data ?? fallback, split, folder: dataFolder,
      reading: own.applied(to: options) ?? ReadingOptions())
    data.noteDoubts()
    return data
  }

  /// The flags that were given.
  var given: [String] {
    [("--data", data != nil), ("--data-folder", dataFolder != nil)].filter(\.1).map(\.0)
      + own.given
  }
}

extension DataSet {
  /// "fashion-mnist test, 10,000 pictures of 28x28x1, 10 classes".
  var summary: String {
    "\(name) \(split.rawValue), \(count.grouped) \(noun) of \(imageShape.extents), "
      + "\(classCount) classes"
  }

  /// Says what is odd about the set, and which pictures were passed over, a line each.
  func noteDoubts() {
    for note in notes where notedDoubts.withLock({ $0.insert(note).inserted }) {
      Stream.notes.line("note: \(note.printable)")
    }
    noteBadPictures()
  }

  /// Says which pictures were passed over, a line each.
  func noteBadPictures() {
    for fault in badPictures where noted.withLock({ $0.insert(fault).inserted }) {
      Stream.notes.line("note: passed over \(fault)")
    }
  }
}

extension TrainingData {
  /// The parts that a configuration names, and a note for each picture that was passed over.
  init(noting configuration: TrainingConfiguration) throws {
    try self.init(configuration)
    for part in [train, validation, test] { part?.noteDoubts() }
  }

  /// Says which pictures were passed over, a line each.
  func noteBadPictures() {
    for part in [train, validation, test] { part?.noteBadPictures() }
  }
}

/// What was said already: the parts that a folder is divided into pass over the same.
private let noted = Mutex<Set<DataError>>([])
private let notedDoubts = Mutex<Set<String>>([])
