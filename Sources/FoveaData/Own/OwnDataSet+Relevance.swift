extension ReadingOptions {
  /// Something that may be chosen about reading a set of one's own.
  package enum Choice: CaseIterable, Sendable {
    case imageSize, channels, content, label, testShare, badPictures, cacheBytes
  }
}

extension OwnDataSet {
  /// What the set at a path is called, and what of its reading may be chosen: the size of pictures that lie in files,
  /// but not of arrays; the column of a table, but not of series.
  ///
  /// - Throws: `DataError` when there is no such set.
  package static func choices(
    of path: String, _ options: ReadingOptions = ReadingOptions()
  ) throws(DataError) -> (kind: String, choices: Set<ReadingOptions.Choice>) {
    let kind = try Kind(path, options)
    let own = kind.choices
    return (kind.name, kind.isDivided(path) ? own.union([.testShare]) : own)
  }

  /// Whether a set is of series or rows of a table, by its path; nil for arrays, which may be anything.
  package static func isRows(_ path: String) throws(DataError) -> Bool? {
    switch try Kind(path, ReadingOptions()) {
    case .table, .seriesTable, .series: true
    case .pictures, .places, .idx: false
    case .arrays: nil
    }
  }
}

extension OwnDataSet.Kind {
  /// What a person calls it.
  var name: String {
    switch self {
    case .pictures, .places: "a folder of pictures"
    case .arrays: "arrays"
    case .idx: "IDX files"
    case .table: "a table"
    case .seriesTable, .series: "series"
    }
  }

  fileprivate var choices: Set<ReadingOptions.Choice> {
    switch self {
    case .pictures, .places: [.imageSize, .channels, .content, .badPictures, .cacheBytes]
    case .arrays, .idx: [.content]
    case .table: [.label]
    // Of a file whose name does not say, the column of classes makes a table.
    case .seriesTable, .series: []
    }
  }

  fileprivate func isDivided(_ path: String) -> Bool {
    let options = ReadingOptions()
    return switch self {
    case .pictures: ClassFolders(root: path, options: options).isDivided
    case .places: false
    case .arrays: ArrayFiles(path: path, options: options).isDivided
    case .idx: IDXFolder(path: path, options: options).isDivided
    case .table(let file), .seriesTable(let file), .series(let file):
      RowFiles.testFile(beside: file) == nil
    }
  }
}
