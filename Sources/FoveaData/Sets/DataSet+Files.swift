extension DataSet {
  /// Whether pictures lie in files and are decoded when a batch wants them: then a `BatchLoader` with workers
  /// lets the network train meanwhile.
  public var isDecodedOnDemand: Bool { files != nil }

  /// The path of the file that a picture lies in; nil for pictures that do not lie in files of their own.
  public func file(at index: Int) -> String? { files?.paths[rows[index]] }

  /// The files that were left out, or could not be decoded when they were wanted, an error each.
  public var badPictures: [DataError] { files.map { $0.skipped + $0.faults } ?? [] }

  /// Refuses pictures that were wanted and could not be decoded. Files are looked at when a set is loaded, but damage
  /// in the middle of one shows late.
  ///
  /// - Parameter indices: the pictures that are asked about.
  /// - Throws: `DataError` of the first of them, unless bad pictures are skipped.
  public func checkPictures(_ indices: some Sequence<Int>) throws(DataError) {
    guard let files, !files.skipsFaults else { return }
    if let fault = files.fault(among: indices.lazy.map { rows[$0] }) { throw fault }
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
