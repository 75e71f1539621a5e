/// What can be known of a picture's file without decoding it, from some reads of it: its size, and whether the end
/// is there.
struct PictureHeader {
  let width: Int, height: Int
  /// Whether the file ends as its kind does. If not, it is cut short or has something behind the picture.
  let endsWell: Bool

  /// Reads the header. Throws for a file that is no picture, or one of more pixels than are read.
  init(_ file: InputFile) throws(DataError) {
    let path = file.path
    let beginning = try file.bytes(at: 0, count: Self.window)
    guard let format = PictureFormat(beginning) else {
      throw PictureFormat.neither(path, isEmpty: beginning.isEmpty)
    }
    let tail = try file.bytes(at: max(0, file.size - 12), count: 12)
    switch format {
    case .png:
      // Signature, length and name of the first chunk, then width and height.
      guard beginning.count >= 24, beginning[12..<16].elementsEqual("IHDR".utf8) else {
        throw Self.noHeader(path, "PNG")
      }
      width = Self.number(beginning[16..<20])
      height = Self.number(beginning[20..<24])
      // Length, name and check sum of the last chunk.
      endsWell = tail == [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
    case .jpeg:
      (width, height) = try Self.frame(of: file, beginning)
      endsWell = tail.suffix(2) == [0xFF, 0xD9]
    }
    guard width > 0, height > 0 else {
      throw DataError(
        path, at: "size", expected: "1 pixel or more a side", found: "\(width) x \(height)",
        advice: "the file is damaged, get it again")
    }
    try JPEG.checkSize(width, height, path)
  }

  /// Bytes that are read at once: most files have the size in them.
  private static let window = 4096
  /// Segments before the frame's that are looked through: profiles and previews of any camera take fewer than a
  /// hundred.
  private static let segmentLimit = 1024

  /// The width and height of a JPEG file's frame, which comes after any number of other segments.
  private static func frame(
    of file: InputFile, _ beginning: [UInt8]
  ) throws(DataError) -> (Int, Int) {
    var place = 2
    for _ in 0..<segmentLimit {
      // Marker, length, and of a frame bits a channel, height and width.
      let segment =
        place + 9 <= beginning.count
        ? Array(beginning[place..<place + 9]) : try file.bytes(at: place, count: 9)
      guard segment.count >= 4, segment[0] == 0xFF else { break }
      switch segment[1] {
      case 0xFF: place += 1
      case 0x01, 0xD0...0xD8: place += 2
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
        guard segment.count == 9 else { throw noHeader(file.path, "JPEG") }
        return (number(segment[7..<9]), number(segment[5..<7]))
      case 0xD9, 0xDA: throw noHeader(file.path, "JPEG")
      default: place += 2 + max(2, number(segment[2..<4]))
      }
    }
    throw noHeader(file.path, "JPEG")
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  private static func noHeader(_ path: String, _ name: String) -> DataError {
    DataError(
      path, at: "header", expected: "the size of a \(name) picture", found: "none",
      advice: "the file is damaged or cut short, get it again")
  }
}
