/// A text file's lines, each without what ends it ("\n" or "\r\n").
struct TextLines {
  let path: String
  private let bytes: [UInt8]

  /// The largest text that is read unless told otherwise, 2^30 bytes.
  static let defaultLimit = 1 << 30

  /// Reads a file whole, plain or gzipped.
  ///
  /// - Throws: `DataError` for a file that is missing, cannot be read or is over the limit.
  init(contentsOf path: String, limit: Int = defaultLimit) throws(DataError) {
    self.path = path
    let file = try InputFile(path)
    // What is compressed may become any length: piece by piece, until there is no more.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(file.size, limit))
    while true {
      let piece = try file.read(1 << 20)
      bytes += piece
      guard bytes.count <= limit else {
        throw DataError(
          path, at: "size", expected: "at most \(limit) bytes", found: "more",
          advice: "divide the file")
      }
      if piece.count < 1 << 20 { break }
    }
    // The mark that some editors begin a text with.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    self.bytes = bytes
  }

  /// Calls `body` with each line and its number from 1; empty lines count but are left out.
  func forEach(
    _ body: (_ number: Int, _ line: ArraySlice<UInt8>) throws(DataError) -> Void
  )
    throws(DataError)
  {
    var (start, number) = (0, 1)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      var line = bytes[start..<end]
      if line.last == 0x0D { line.removeLast() }
      if !line.isEmpty { try body(number, line) }
      start = end + 1
      number += 1
    }
  }
}

extension ArraySlice<UInt8> {
  /// The bytes as text; what is no UTF-8 is replaced.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// The bytes without blanks and tabs around them.
  var trimmed: ArraySlice<UInt8> {
    var slice = self
    while let byte = slice.first, byte == 0x20 || byte == 0x09 { slice.removeFirst() }
    while let byte = slice.last, byte == 0x20 || byte == 0x09 { slice.removeLast() }
    return slice
  }
}
