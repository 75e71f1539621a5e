/// Which way up a stored picture is to be shown, as the Orientation of its file's Exif says: the camera's chip was
/// turned, and left it at that.
///
///     1 as it is       5 rows are columns
///     2 mirrored       6 a quarter turn clockwise
///     3 half a turn    7 rows are columns, and half a turn
///     4 upside down    8 a quarter turn the other way
///
/// Source: CIPA DC-008 (Exif 2.32), 4.6.4.1.6; TIFF 6.0, section 2, for how the number is stored; PNG (third edition),
/// 11.3.4.5, for its chunk eXIf.
struct Orientation: Hashable {
  /// 1 to 8.
  let number: Int

  /// Whether width and height change places.
  var swapsAxes: Bool { number >= 5 }
  /// Whether a row of the stored picture is read from its right end.
  fileprivate var isReadLeftwards: Bool { [2, 3, 7, 8].contains(number) }
  /// Whether its rows are read from the bottom.
  fileprivate var isReadUpwards: Bool { [3, 4, 6, 7].contains(number) }

  /// The orientation of a JPEG file; nil where none is told, or nothing that is one.
  init?(jpeg bytes: [UInt8]) {
    guard let exif = Self.exif(in: bytes), let number = Self.number(in: exif) else { return nil }
    self.number = number
  }

  /// The orientation of a PNG file, which was found sound; nil where none is told, or nothing that is one.
  init?(png bytes: UnsafeRawBufferPointer) {
    guard let exif = Self.chunk("eXIf", in: bytes), let number = Self.number(in: exif) else {
      return nil
    }
    self.number = number
  }

  /// Segments that are looked through: profiles and previews of any camera take fewer.
  private static let segmentLimit = 1024

  /// What is in the first chunk of that name. It may stand behind the picture's, of which there may be any number.
  private static func chunk(_ name: String, in png: UnsafeRawBufferPointer) -> ArraySlice<UInt8>? {
    // Behind the signature: length, name, content, check sum.
    var place = 8
    while place + 12 <= png.count {
      let length = png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= png.count - place - 12 else { return nil }
      let content = place + 8
      if png[place + 4..<content].elementsEqual(name.utf8) {
        return Array(png[content..<content + length])[...]
      }
      place = content + length + 4
    }
    return nil
  }

  /// What stands behind "Exif" in the first segment that begins so, before the picture itself.
  private static func exif(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    var place = 2
    for _ in 0..<segmentLimit {
      guard place + 4 <= bytes.count, bytes[place] == 0xFF else { return nil }
      switch bytes[place + 1] {
      case 0xFF: place += 1
      case 0x01, 0xD0...0xD8: place += 2
      case 0xD9, 0xDA: return nil
      case let marker:
        let end = place + 2 + (Int(bytes[place + 2]) << 8 | Int(bytes[place + 3]))
        guard end >= place + 4, end <= bytes.count else { return nil }
        let content = bytes[(place + 4)..<end]
        if marker == 0xE1, content.starts(with: "Exif\0\0".utf8) { return content.dropFirst(6) }
        place = end
      }
    }
    return nil
  }

  /// The number in the first directory of a TIFF structure. Every offset is checked: they come from the file.
  private static func number(in tiff: ArraySlice<UInt8>) -> Int? {
    let isLittle = tiff.starts(with: "II".utf8)
    guard isLittle || tiff.starts(with: "MM".utf8) else { return nil }
    func number(_ offset: Int, _ size: Int) -> Int? {
      guard offset >= 0, offset <= tiff.count - size else { return nil }
      let bytes = tiff.dropFirst(offset).prefix(size)
      func joined(_ bytes: some Sequence<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
      return isLittle ? joined(bytes.reversed()) : joined(bytes)
    }
    guard number(2, 2) == 42, let directory = number(4, 4), let count = number(directory, 2) else {
      return nil
    }
    for entry in 0..<count {
      // Tag, type, count and value, of which a short number is the beginning.
      let place = directory + 2 + 12 * entry
      guard let tag = number(place, 2) else { return nil }
      if tag != 0x0112 { continue }
      guard number(place + 2, 2) == 3, number(place + 4, 4) == 1, let found = number(place + 8, 2),
        (1...8).contains(found)
      else { return nil }
      return found
    }
    return nil
  }
}

extension Picture {
  /// The picture the right way up.
  func turned(by orientation: Orientation) -> Picture {
    if orientation.number == 1 { return self }
    let swaps = orientation.swapsAxes
    let (newWidth, newHeight) = swaps ? (height, width) : (width, height)
    let turned = [UInt8](unsafeUninitializedCapacity: bytes.count) { out, initialized in
      bytes.withUnsafeBufferPointer { bytes in
        var next = 0
        for y in 0..<newHeight {
          for x in 0..<newWidth {
            let (column, row) = swaps ? (y, x) : (x, y)
            let source =
              (orientation.isReadUpwards ? height - 1 - row : row) * width
              + (orientation.isReadLeftwards ? width - 1 - column : column)
            for c in 0..<channels {
              out[next] = bytes[source * channels + c]
              next += 1
            }
          }
        }
      }
      initialized = bytes.count
    }
    return Picture(width: newWidth, height: newHeight, channels: channels, bytes: turned)
  }
}
