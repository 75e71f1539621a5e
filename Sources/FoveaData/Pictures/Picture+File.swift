extension Picture {
  /// Reads a picture file, PNG or JPEG: which, is seen from its first bytes, not from its name.
  ///
  /// - Throws: `DataError` for a file that is missing, neither, damaged, cut short or too large.
  public init(contentsOf path: String) throws(DataError) {
    try self.init(readPictureFile(path), path)
  }

  /// Decodes a file's bytes; a JPEG may come smaller, see `JPEG.decode`.
  package init(_ bytes: [UInt8], _ path: String, shorterSide: Int? = nil) throws(DataError) {
    switch PictureFormat(bytes) {
    case .png: self = try PNG.decode(bytes, path)
    case .jpeg: self = try JPEG.decode(bytes, path, shorterSide: shorterSide)
    case nil: throw PictureFormat.neither(path, isEmpty: bytes.isEmpty)
    }
  }
}

/// The kinds of picture files that are read.
package enum PictureFormat {
  case png, jpeg

  /// The kind by a file's first bytes; nil for none of them.
  package init?(_ bytes: some Collection<UInt8>) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else {
      return nil
    }
  }

  /// The kind of a file; nil as well when it cannot be read.
  package init?(of path: String) {
    guard let beginning = try? InputFile(path, inflating: false).read(8) else { return nil }
    self.init(beginning)
  }

  /// What it is called.
  package var name: String { self == .png ? "PNG" : "JPEG" }

  static func neither(_ path: String, isEmpty: Bool) -> DataError {
    DataError(
      path, expected: "a PNG or JPEG picture", found: isEmpty ? "an empty file" : "neither",
      advice: "convert the picture to PNG or JPEG")
  }
}

/// The largest picture file that is read, 2^28 bytes: 64 megapixels of colour that do not compress, and some.
package let pictureFileLimit = 1 << 28

/// A picture file's bytes, of whatever kind.
///
/// - Throws: `DataError` for a file that is missing, cannot be read or is too large.
func readPictureFile(_ path: String) throws(DataError) -> [UInt8] {
  let file = try InputFile(path, inflating: false)
  guard file.size <= pictureFileLimit else {
    throw DataError(
      path, at: "size", expected: "at most \(pictureFileLimit) bytes", found: "\(file.size)",
      advice: "make the picture smaller")
  }
  return try file.read(file.size)
}
