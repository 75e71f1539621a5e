import FoveaTensor

extension Safetensors {
  /// Reads a file whole. Nothing the file says is believed: memory is taken only for what the file is
  /// long enough to hold.
  ///
  /// - Throws: `DataError` for a file that is missing, no safetensors file, cut short, longer than it
  ///   says, or with elements of another type.
  public init(contentsOf path: String) throws(DataError) {
    // The length of the header may look like the first bytes of gzip.
    let file = try InputFile(path, inflating: false)
    let header = try Self.readHeader(of: file)
    var tensors: [(name: String, value: Tensor)] = []
    for entry in header.entries {
      tensors.append((entry.name, try Self.readTensor(entry, of: file)))
    }
    self.init(tensors, metadata: header.metadata)
  }

  /// What a file says of itself, without reading its tensors.
  ///
  /// - Throws: `DataError` as the initialiser does, for what the header shows.
  static func metadata(of path: String) throws(DataError) -> [String: String] {
    try readHeader(of: InputFile(path, inflating: false)).metadata
  }

  private static func readHeader(of file: InputFile) throws(DataError) -> SafetensorsHeader {
    let bytes = try file.read(8)
    guard bytes.count == 8 else {
      throw DataError(
        file.path, at: "length of the header (bytes 0 to 7)", expected: "8 bytes",
        found: "\(bytes.count)", advice: "is this a safetensors file?")
    }
    let length = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(headerLimit) else {
      throw DataError(
        file.path, at: "length of the header (bytes 0 to 7)",
        expected: "at most \(headerLimit) bytes", found: "\(length)",
        advice: "is this a safetensors file?")
    }
    guard Int(length) <= file.size - 8 else {
      throw cutShort(file.path, Int(length), file.size - 8)
    }
    let header = try file.read(Int(length))
    guard header.count == length else { throw cutShort(file.path, Int(length), header.count) }
    let (entries, metadata) = try HeaderParser(header, path: file.path).parse()
    return try SafetensorsHeader(
      entries, metadata: metadata, bytesBehind: file.size - 8 - header.count, path: file.path)
  }

  private static func cutShort(_ path: String, _ length: Int, _ found: Int) -> DataError {
    DataError(
      path, at: "header (from byte 8)", expected: "\(length) bytes", found: "\(found)",
      advice: "the file is cut short, get it again")
  }

  private static func readTensor(
    _ entry: SafetensorsHeader.Entry, of file: InputFile
  ) throws(DataError) -> Tensor {
    var failure: DataError?
    let tensor = Tensor(entry.shape) { out in
      do throws(DataError) { try read(entry, of: file, to: out) } catch { failure = error }
    }
    if let failure { throw failure }
    return tensor
  }

  /// Reads elements piece by piece and converts them.
  private static func read(
    _ entry: SafetensorsHeader.Entry, of file: InputFile, to out: UnsafeMutablePointer<Scalar>
  ) throws(DataError) {
    let count = entry.shape.count
    let size = entry.type.size
    if entry.type == .scalar {
      let room = UnsafeMutableRawBufferPointer(start: out, count: count * size)
      return try check(file.read(into: room), room.count, entry, file)
    }
    let step = 1 << 16
    for start in stride(from: 0, to: count, by: step) {
      let piece = min(step, count - start)
      let bytes = try file.read(piece * size)
      try check(bytes.count, piece * size, entry, file)
      bytes.withUnsafeBytes { bytes in
        for i in 0..<piece { out[start + i] = entry.type.scalar(bytes, i) }
      }
    }
  }

  /// The file may have become shorter since its size was looked at.
  private static func check(
    _ found: Int, _ expected: Int, _ entry: SafetensorsHeader.Entry, _ file: InputFile
  ) throws(DataError) {
    guard found == expected else {
      throw DataError(
        file.path, at: entry.name, expected: "\(expected) bytes", found: "\(found)",
        advice: "the file is cut short, get it again")
    }
  }
}
