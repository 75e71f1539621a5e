extension DataSet {
  /// Whether pictures lie in files and are decoded when a batch wants them: then a `BatchLoader` with workers
  /// lets the network train meanwhile.
  public var isDecodedOnDemand: Bool { files != nil }

  /// The path of the file that a picture lies in; nil for pictures that do not lie in files of their own.
  public func file(at index: Int) -> String? { files?.paths[rows[index]] }

  /// The files that were left out, and those that could not be decoded when they were wanted, an error each; none
  /// where bad pictures are refused, by `checkPictures`.
  public var badPictures: [DataError] {
    guard let files, files.skipsFaults else { return [] }
    return files.skipped + files.faults
  }

  /// Refuses pictures that were wanted and could not be decoded. Files are looked at when a set is loaded, but damage
  /// in the middle of one shows late.
  ///
  /// - Parameter indices: the pictures that are asked about.
  /// - Throws: `DataError` of the first of them, unless bad pictures are skipped.
  public func checkPictures(_ indices: some Sequence<Int>) throws(DataError) {
    guard let files, !files.skipsFaults else { return }
    if let fault = files.fault(among: indices.lazy.map { rows[$0] }) {
      throw fault.orSkipped()
    }
  }

  /// Refuses, of all pictures, those that were wanted and could not be decoded.
  public func checkPictures() throws(DataError) { try checkPictures(labels.indices) }

  /// The pictures that can be decoded: each is, on the pool, and kept as far as the cache has room.
  var decodable: DataSet {
    guard let files else { return self }
    files.decode(rows)
    return subset(labels.indices.filter { files.fault(among: CollectionOfOne(rows[$0])) == nil })
  }

  private var files: PictureFiles? {
    if case .files(let files) = pictures { files } else { nil }
  }
}

extension DataError {
  /// The error of a picture, with the other way out.
  ///
  /// - Parameter others: how many more files are bad.
  func orSkipped(others: Int = 0) -> DataError {
    DataError(
      source, at: place, expected: expected,
      found: found + (others == 0 ? "" : " (\(others) more files are bad)"),
      advice: (advice.map { $0 + "; " } ?? "")
        + "or leave bad pictures out by --bad-pictures skip")
  }
}
