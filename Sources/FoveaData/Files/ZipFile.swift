internal import CZlib

/// A zip archive, as PyTorch and NumPy write them: entries stored as they are or deflated, up to 4 GiB.
///
/// Nothing that the archive says is believed: places and sizes are checked against the file before anything is
/// read or taken memory for.
///
/// Source: PKWARE's APPNOTE.TXT, 4.3.
package final class ZipFile {
  /// An entry: where its bytes lie in the file, and their check sum.
  package struct Entry: Hashable, Sendable {
    /// Its path in the archive.
    package let name: String
    /// How many bytes it has.
    package let size: Int
    /// Bytes that it takes in the file.
    let packed: Int
    let isDeflated: Bool
    let header: Int
    let checksum: UInt32
  }

  /// The entries in the order of the directory; their names differ.
  package let entries: [Entry]
  private let file: InputFile

  /// The most entries; the largest models have some thousand tensors.
  private static let entryLimit = 65_534

  /// Opens an archive and reads its directory.
  ///
  /// - Parameter storedOnly: whether deflated entries are refused; false by default.
  /// - Throws: `DataError` for a file that is no zip archive, is cut short, says what cannot be, or has entries
  ///   that are encrypted, packed in another way or beyond 4 GiB.
  package init(_ path: String, storedOnly: Bool = false) throws(DataError) {
    file = try InputFile(path, inflating: false)
    let (start, size, count) = try Self.directory(of: file)
    let bytes = try Self.read(size, at: start, of: file, "directory (from byte \(start))")
    var entries: [Entry] = []
    var names: Set<String> = []
    var place = 0
    for index in 0..<count {
      let entry = try Self.entry(bytes, &place, index, file, storedOnly)
      guard names.insert(entry.name).inserted else {
        throw DataError(
          path, at: "directory", expected: "names that differ", found: "\"\(entry.name)\" twice",
          advice: "the file is damaged, get it again")
      }
      entries.append(entry)
    }
    self.entries = entries
  }

  /// The bytes of an entry, whose check sum is compared.
  package func read(_ entry: Entry) throws(DataError) -> [UInt8] {
    let place = "\(entry.name) (byte \(entry.header))"
    let header = try Self.read(30, at: entry.header, of: file, place)
    guard header.number(0, 4) == 0x0403_4B50 else {
      throw DataError(
        file.path, at: place, expected: "a local header",
        found: "other bytes", advice: "the file is damaged, get it again")
    }
    let start = entry.header + 30 + header.number(26, 2) + header.number(28, 2)
    let packed = try Self.read(entry.packed, at: start, of: file, entry.name)
    let bytes = entry.isDeflated ? try inflated(packed, entry) : packed
    guard bytes.checksum == entry.checksum else {
      throw DataError(
        file.path, at: entry.name, expected: "the check sum of the directory", found: "another",
        advice: "the file is damaged, get it again")
    }
    return bytes
  }

  /// Where the directory lies, from the record at the end of the file.
  private static func directory(
    of file: InputFile
  ) throws(DataError) -> (start: Int, size: Int, count: Int) {
    // A comment of at most 65,535 bytes may follow the record of 22.
    let length = min(file.size, 22 + 65_535)
    let tail = try read(length, at: file.size - length, of: file, "end")
    var place = tail.count - 22
    while place >= 0, tail.number(place, 4) != 0x0605_4B50 { place -= 1 }
    guard place >= 0 else {
      throw DataError(
        file.path, expected: "a zip archive", found: "no list of what is in it",
        advice: "the file is cut short or of another kind, get it again")
    }
    let (count, size, start) = (
      tail.number(place + 10, 2), tail.number(place + 12, 4), tail.number(place + 16, 4)
    )
    let end = file.size - length + place
    guard count <= entryLimit, start + size <= end else {
      throw DataError(
        file.path, at: "last record (byte \(end))",
        expected: "a directory of at most \(entryLimit) entries before it",
        found: "\(count) entries in bytes \(start) to \(start + size)",
        advice: "the file is damaged, or larger than 4 GiB, which is not read")
    }
    return (start, size, count)
  }

  /// The entry at a place of the directory, which moves on.
  private static func entry(
    _ bytes: [UInt8], _ place: inout Int, _ index: Int, _ file: InputFile, _ storedOnly: Bool
  ) throws(DataError) -> Entry {
    func damaged(_ expected: String, _ found: String) -> DataError {
      DataError(
        file.path, at: "directory, entry \(index)", expected: expected, found: found,
        advice: "the file is damaged, get it again")
    }
    guard place + 46 <= bytes.count, bytes.number(place, 4) == 0x0201_4B50 else {
      throw damaged("a header of 46 bytes", place + 46 <= bytes.count ? "others" : "the end")
    }
    let end = place + 46 + bytes.number(place + 28, 2)
    guard end <= bytes.count else { throw damaged("a name", "the end") }
    guard let name = String(validating: bytes[(place + 46)..<end], as: UTF8.self) else {
      throw damaged("a name in UTF-8", "other bytes")
    }
    let (packed, size) = (bytes.number(place + 20, 4), bytes.number(place + 24, 4))
    let header = bytes.number(place + 42, 4)
    let (flags, method) = (bytes.number(place + 8, 2), bytes.number(place + 10, 2))
    guard flags & 1 == 0, method == 0 ? packed == size : method == 8 && !storedOnly else {
      throw DataError(
        file.path, at: name,
        expected: "bytes stored as they are" + (storedOnly ? "" : " or deflated"),
        found: "compressed or encrypted", advice: "save it again without that")
    }
    guard header <= file.size, packed <= file.size - header,
      method == 0 || size / Inflater.largestRatio <= packed
    else {
      throw damaged(
        "bytes within the file's \(file.size)", "\(size) in \(packed) from byte \(header) on")
    }
    let checksum = UInt32(bytes.number(place + 16, 4))
    place = end + bytes.number(place + 30, 2) + bytes.number(place + 32, 2)
    return Entry(
      name: name, size: size, packed: packed, isDeflated: method == 8, header: header,
      checksum: checksum)
  }

  private func inflated(_ packed: [UInt8], _ entry: Entry) throws(DataError) -> [UInt8] {
    func damaged(_ expected: String, _ found: String) -> DataError {
      DataError(
        file.path, at: entry.name, expected: expected, found: found,
        advice: "the file is damaged, get it again")
    }
    var stream = z_stream()
    // Negative: no head or check sum of its own.
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw damaged("zlib to start", "too little memory") }
    defer { inflateEnd(&stream) }
    var (code, input) = (Z_OK, packed)
    // A byte more than there should be, to see that there is none.
    let content = [UInt8](unsafeUninitializedCapacity: entry.size + 1) { buffer, initialized in
      input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(entry.size + 1)
        code = inflate(&stream, Z_FINISH)
        initialized = entry.size + 1 - Int(stream.avail_out)
      }
    }
    guard code == Z_STREAM_END, content.count == entry.size else {
      throw damaged("\(entry.size) bytes of sound compressed data", "a flaw, or \(content.count)")
    }
    return content
  }

  private static func read(
    _ count: Int, at offset: Int, of file: InputFile, _ place: String
  ) throws(DataError) -> [UInt8] {
    let rest = max(0, file.size - offset)
    guard count <= rest else {
      throw DataError(
        file.path, at: place, expected: "\(count) bytes", found: "\(rest)",
        advice: "the file is cut short, get it again")
    }
    let bytes = try file.bytes(at: offset, count: count)
    guard bytes.count == count else {
      throw DataError(
        file.path, at: place, expected: "\(count) bytes", found: "\(bytes.count)",
        advice: "the file is cut short, get it again")
    }
    return bytes
  }
}

extension [UInt8] {
  /// The number in `count` bytes, at most 4, from `place` on, least significant first.
  fileprivate func number(_ place: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(self[place + $1]) << (8 * $1) }
  }

  /// The CRC-32 of the bytes.
  fileprivate var checksum: UInt32 {
    var sum = CZlib.crc32(0, nil, 0)
    var place = 0
    // zlib counts in 32 bits.
    while place < count {
      let piece = Swift.min(count - place, 1 << 30)
      sum = withUnsafeBufferPointer { buffer in
        CZlib.crc32(sum, buffer.baseAddress.map { $0 + place }, uInt(piece))
      }
      place += piece
    }
    return UInt32(truncatingIfNeeded: sum)
  }
}
