internal import CZlib

/// A zip archive's files, as `numpy.savez` puts arrays into one: stored or deflated, up to 4 GiB.
///
/// Source: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
final class ZipArchive {
  private let file: InputFile
  private var entries: [String: Entry] = [:]

  private struct Entry {
    let method: Int, checkSum: Int, packed: Int, size: Int, offset: Int
  }

  /// The most bytes of one file that are read, as of an IDX file.
  static let limit = IDXFile.defaultLimit

  /// Reads the list of files, which stands at the archive's end.
  ///
  /// - Throws: `DataError` for a file that is missing, no zip archive, damaged or cut short.
  init(_ path: String) throws(DataError) {
    file = try InputFile(path, inflating: false)
    // The end's record has 22 bytes, and a comment of up to 65535 behind them.
    let start = max(0, file.size - 22 - 65535)
    let tail = try file.bytes(at: start, count: file.size - start)
    let signature: [UInt8] = [0x50, 0x4B, 5, 6]
    let record = stride(from: tail.count - 22, through: 0, by: -1).first { place in
      tail[place..<place + 4].elementsEqual(signature)
    }
    guard let record else {
      throw DataError(
        path, expected: "a zip archive", found: "no list of its files",
        advice: "the file is cut short, or no .npz that numpy.savez wrote")
    }
    let end = Fields(tail[record..<record + 22])
    let (count, size, offset) = (end[10, 2], end[12, 4], end[16, 4])
    guard offset + size <= start + record, end[4, 2] == 0, end[6, 2] == 0 else {
      throw DataError(
        path, at: "list of files",
        expected: "\(size) bytes from \(offset), before byte \(start + record)", found: "others",
        advice: "the archive is damaged, in parts, or larger than 4 GiB")
    }
    try readList(file.bytes(at: offset, count: size), count)
  }

  /// The names of the files.
  var names: [String] { entries.keys.sorted() }

  private func readList(_ list: [UInt8], _ count: Int) throws(DataError) {
    var place = 0
    for number in 0..<count {
      guard place + 46 <= list.count, list[place..<place + 4].elementsEqual([0x50, 0x4B, 1, 2])
      else { throw fault("file \(number) of the list", "an entry", "none") }
      let entry = Fields(list[place..<place + 46])
      let nameEnd = place + 46 + entry[28, 2]
      guard nameEnd <= list.count else {
        throw fault("file \(number) of the list", "a name", "the list's end")
      }
      let name = list[place + 46..<nameEnd].text
      entries[name] = Entry(
        method: entry[10, 2], checkSum: entry[16, 4], packed: entry[20, 4], size: entry[24, 4],
        offset: entry[42, 4])
      place = nameEnd + entry[30, 2] + entry[32, 2]
    }
  }

  /// A file's content, whose check sum is compared; nil when there is none of that name.
  ///
  /// - Throws: `DataError` for one that is damaged, cut short, over the limit or packed in another way.
  func read(_ name: String) throws(DataError) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    let head = Fields(try file.bytes(at: entry.offset, count: 30)[...])
    guard head.count == 30, head[0, 4] == 0x0403_4B50 else {
      throw fault(name, "a file at byte \(entry.offset)", "none")
    }
    let start = entry.offset + 30 + head[26, 2] + head[28, 2]
    guard start + entry.packed <= file.size, entry.size <= Self.limit,
      entry.size / Inflater.largestRatio <= entry.packed
    else {
      throw fault(
        name, "at most \(Self.limit) bytes, packed within the archive's \(file.size)",
        "\(entry.size) packed to \(entry.packed) from byte \(start)")
    }
    let packed = try file.bytes(at: start, count: entry.packed)
    let content: [UInt8]
    switch entry.method {
    case 0: content = packed
    case 8: content = try inflated(packed, entry.size, name)
    default: throw fault(name, "a file that is stored or deflated", "method \(entry.method)")
    }
    guard content.count == entry.size else {
      throw fault(name, "\(entry.size) bytes", "\(content.count)")
    }
    guard Int(checkSum(content)) == entry.checkSum else {
      throw fault(name, "the check sum in the list", "another")
    }
    return content
  }

  private func inflated(
    _ packed: [UInt8], _ size: Int, _ name: String
  ) throws(DataError) -> [UInt8] {
    var stream = z_stream()
    // Negative: no head or check sum of its own.
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw fault(name, "zlib to start", "too little memory") }
    defer { inflateEnd(&stream) }
    var (code, input) = (Z_OK, packed)
    // A byte more than there should be, to see that there is none.
    let content = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, initialized in
      input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(size + 1)
        code = inflate(&stream, Z_FINISH)
        initialized = size + 1 - Int(stream.avail_out)
      }
    }
    guard code == Z_STREAM_END else {
      throw fault(name, "\(size) bytes of sound compressed data", "a flaw or others")
    }
    return content
  }

  private func checkSum(_ content: [UInt8]) -> UInt {
    content.withUnsafeBufferPointer { content in
      // A size is 32 bits wide here, and the limit lower.
      UInt(crc32(0, content.baseAddress, UInt32(content.count)))
    }
  }

  private func fault(_ place: String, _ expected: String, _ found: String) -> DataError {
    DataError(
      file.path, at: place, expected: expected, found: found,
      advice: "the archive is damaged or cut short, get it again")
  }

  /// Numbers of a record, least significant byte first.
  private struct Fields {
    private let bytes: [UInt8]

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = Array(bytes) }

    var count: Int { bytes.count }

    subscript(place: Int, size: Int) -> Int {
      bytes[place..<place + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
  }
}
