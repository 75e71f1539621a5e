/// A data set of one's own, by its path: what kind it is shows from what is there.
///
/// | path | what is read |
/// | --- | --- |
/// | a folder of folders | pictures, a folder a class, with or without train, val and test above |
/// | a folder with `categories_places365.txt` | Places365 by its lists |
/// | `.csv`, `.tsv`, `.txt`, plain or gzipped | a table with a column of classes; time series as of the UCR archive |
/// | `.ts` | time series of one channel or several |
/// | `.npz`, a folder of `.npy` | NumPy arrays |
/// | a folder with `...-images-idx3-ubyte`, plain or gzipped | IDX files, as MNIST has them |
/// | a folder with `..._TRAIN.ts`, `.tsv` or `.txt` | that file; of several, that which is called as the folder |
///
/// A table or file of series whose name has "train" in it is to train with, that with "test" in its place to test
/// with. Where nothing is to test with, a share of each class is set aside.
public enum OwnDataSet {
  /// Whether a name is that of no published set but a path.
  public static func isPath(_ name: String) -> Bool {
    !DataSets.names.contains(name) && (name.contains("/") || isPresent(name))
  }

  /// Whether two names are those of one set: equal, or paths to the same place.
  package static func isSame(_ a: String, as b: String) -> Bool {
    a == b || (isPath(a) && isPath(b) && resolvedPath(a) == resolvedPath(b))
  }

  /// Loads a part.
  ///
  /// - Parameters:
  ///   - path: a folder or a file.
  ///   - split: which part; `.validation` only where it is a part of its own, see `hasValidation`.
  ///   - options: how it is read.
  /// - Throws: `DataError` when there is no such set, or a file of it is not sound.
  public static func load(
    _ path: String, _ split: DataSet.Split, _ options: ReadingOptions = ReadingOptions()
  ) throws(DataError) -> DataSet {
    try options.validate()
    var data =
      switch try Kind(path, options) {
      case .pictures: try ClassFolders(root: path, options: options).load(split)
      case .places: try PlacesLists(root: path, options: options).load(split)
      case .arrays: try ArrayFiles(path: path, options: options).load(split)
      case .idx: try IDXFolder(path: path, options: options).load(split)
      case .table(let file): try TableFile(path: file, options: options).load(split)
      case .seriesTable(let file): try SeriesTable(path: file, options: options).load(split)
      case .series(let file): try SeriesFile(path: file, options: options).load(split)
      }
    data.labelSafety = options.content?.labelSafety
    return data
  }

  /// Whether the pictures for validation are a part of their own, beside those to train and to test with: then
  /// none of those to train with need be held back.
  public static func hasValidation(_ path: String) -> Bool {
    switch try? Kind(path, ReadingOptions()) {
    case .pictures: ClassFolders(root: path, options: ReadingOptions()).hasValidation
    case .arrays: ArrayFiles(path: path, options: ReadingOptions()).hasValidation
    default: false
    }
  }

  /// What a path leads to.
  enum Kind {
    case pictures, places, arrays, idx
    case table(String), seriesTable(String), series(String)

    init(_ path: String, _ options: ReadingOptions) throws(DataError) {
      guard isPresent(path) else {
        throw DataError(
          path, expected: "a data set's folder or file", found: "no such file or folder",
          advice: "check the path")
      }
      guard isFolder(path) else {
        self = try Kind(file: path, options)
        return
      }
      let files = try names(in: path)
      if PlacesLists.isIn(path) {
        self = .places
      } else if ArrayFiles.isIn(path) {
        self = .arrays
      } else if IDXFolder.isIn(path) {
        self = .idx
      } else if let name = Self.series(among: files, of: path) {
        // Called as the archives call series: a column of classes does not make it a table.
        self = try Kind(file: "\(path)/\(name)", ReadingOptions())
      } else {
        try CIFARFiles.refuse(files, in: path)
        self = .pictures
      }
    }

    /// The file of series to train with; that of the folder's name first, as the archives have it.
    private static func series(among files: [String], of folder: String) -> String? {
      let endings = ["_TRAIN.ts", "_TRAIN.tsv", "_TRAIN.txt"]
      let own = lastPart(of: resolvedPath(folder))
      return endings.map { own + $0 }.first(where: files.contains)
        ?? endings.lazy.compactMap { ending in
          // Any text may be called so.
          files.first {
            $0.hasSuffix(ending)
              && (ending != "_TRAIN.txt" || SeriesTable.isSeries("\(folder)/\($0)"))
          }
        }.first
    }

    private init(file path: String, _ options: ReadingOptions) throws(DataError) {
      let name = lastPart(of: path)
      switch ending(of: name.hasSuffix(".gz") ? String(name.dropLast(3)) : name) {
      case "csv": self = .table(path)
      case "tsv", "txt":
        // Of series the class comes first: whoever says where it is has a table.
        let isSeries = options.label == nil && SeriesTable.isSeries(path)
        self = isSeries ? .seriesTable(path) : .table(path)
      case "ts": self = .series(path)
      case "npz": self = .arrays
      default:
        throw DataError(
          path, expected: "a folder, or a file that ends in csv, tsv, txt, ts or npz",
          found: name, advice: "of .npy files, name the folder that has x.npy and y.npy")
      }
    }
  }
}
