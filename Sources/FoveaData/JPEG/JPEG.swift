internal import CJPEG

/// JPEG files, read by libjpeg-turbo: baseline and progressive, grey, colour and CMYK.
public enum JPEG {
  /// The most pixels that are read, 2^26 as of PNG: 192 MB of colour, and twice as much inside the library for
  /// progressive files.
  public static let pixelLimit = PNG.pixelLimit

  /// Reads a picture: grey as one channel, everything else as three; the right way up where the file says how the
  /// camera was held.
  ///
  /// CMYK is taken as Adobe's programs write it, inverted, as other readers do:
  ///
  ///     red = cyan * black / 255, and so on
  ///
  /// The size is checked before memory is taken for it.
  ///
  /// - Throws: `DataError` for a file that is missing, no JPEG, damaged, cut short or too large.
  public static func read(_ path: String) throws(DataError) -> Picture {
    try decode(readPictureFile(path), path)
  }

  /// Decodes a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - path: its path, for error lines.
  ///   - shorterSide: pixels that the shorter side needs at least; a larger picture is decoded smaller, in eighths,
  ///     which takes a fraction of the time. nil for all pixels.
  static func decode(
    _ bytes: [UInt8], _ path: String, shorterSide: Int? = nil
  ) throws(DataError) -> Picture {
    guard let handle = tjInitDecompress() else {
      throw DataError(path, expected: "libjpeg-turbo to start", found: "too little memory")
    }
    defer { tjDestroy(handle) }
    var (width, height, sampling, space): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
    let code = tjDecompressHeader3(
      handle, bytes, numericCast(bytes.count), &width, &height, &sampling, &space)
    guard code == 0 || tjGetErrorCode(handle) == CInt(TJERR_WARNING.rawValue), width > 0, height > 0
    else {
      throw DataError(
        path, expected: "a JPEG picture", found: "none (\(message(handle)))",
        advice: endsWithMarker(bytes)
          ? "convert the picture to JPEG or PNG" : "the file is cut short, get it again")
    }
    try checkSize(Int(width), Int(height), path)

    let (newWidth, newHeight) = scaled(Int(width), Int(height), shorterSide)
    let layout = Layout(space: space)
    var isSound = false
    let count = newWidth * newHeight * layout.channels
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let code = tjDecompress2(
        handle, bytes, numericCast(bytes.count), buffer.baseAddress, CInt(newWidth), 0,
        CInt(newHeight), CInt(layout.format.rawValue), TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
      isSound = code == 0 || isHarmless(handle, bytes)
      initialized = isSound ? count : 0
    }
    guard isSound else {
      throw DataError(
        path, at: "pixels", expected: "\(width) x \(height), \(layout.channels) channels",
        found: "a flaw (\(message(handle)))",
        advice: "the file is damaged or cut short, get it again")
    }
    let picture = Picture(
      width: newWidth, height: newHeight, channels: layout == .grey ? 1 : 3,
      bytes: layout == .cmyk ? colors(ofInverted: pixels) : pixels)
    return Orientation(jpeg: bytes).map(picture.turned) ?? picture
  }

  /// How pixels come out of the library.
  private enum Layout {
    case grey, rgb, cmyk

    init(space: CInt) {
      switch space {
      case CInt(TJCS_GRAY.rawValue): self = .grey
      case CInt(TJCS_CMYK.rawValue), CInt(TJCS_YCCK.rawValue): self = .cmyk
      default: self = .rgb
      }
    }

    var format: TJPF {
      switch self {
      case .grey: TJPF_GRAY
      case .rgb: TJPF_RGB
      case .cmyk: TJPF_CMYK
      }
    }

    var channels: Int {
      switch self {
      case .grey: 1
      case .rgb: 3
      case .cmyk: 4
      }
    }
  }

  /// Refuses a picture of more pixels than are read.
  static func checkSize(_ width: Int, _ height: Int, _ path: String) throws(DataError) {
    // A header may say anything: the product of two of its numbers need not fit an Int.
    guard width <= pixelLimit, height <= pixelLimit, width * height <= pixelLimit else {
      throw DataError(
        path, at: "size", expected: "at most \(pixelLimit) pixels",
        found: "\(width) x \(height)", advice: "make the picture smaller")
    }
  }

  /// The smallest size in eighths whose shorter side is long enough.
  private static func scaled(_ width: Int, _ height: Int, _ shorterSide: Int?) -> (Int, Int) {
    guard let shorterSide else { return (width, height) }
    for eighths in 1..<8 {
      // As the library rounds.
      let (w, h) = ((width * eighths + 7) / 8, (height * eighths + 7) / 8)
      if min(w, h) >= shorterSide { return (w, h) }
    }
    return (width, height)
  }

  /// Whether the library has but warned of bytes that belong to nothing, as some cameras and web sites leave them
  /// in sound pictures. It tells the first of its warnings only, so the end must be there as well.
  private static func isHarmless(_ handle: tjhandle, _ bytes: [UInt8]) -> Bool {
    tjGetErrorCode(handle) == CInt(TJERR_WARNING.rawValue)
      && message(handle).contains("extraneous bytes") && endsWithMarker(bytes)
  }

  /// Whether the end marker comes after the last beginning of a scan.
  private static func endsWithMarker(_ bytes: [UInt8]) -> Bool {
    for i in stride(from: bytes.count - 2, through: 0, by: -1) where bytes[i] == 0xFF {
      if bytes[i + 1] == 0xD9 { return true }
      if bytes[i + 1] == 0xDA { return false }
    }
    return false
  }

  private static func message(_ handle: tjhandle) -> String {
    tjGetErrorStr2(handle).map { String(cString: $0) } ?? "no reason given"
  }

  /// Red, green and blue of inverted cyan, magenta, yellow and black.
  private static func colors(ofInverted inks: [UInt8]) -> [UInt8] {
    let count = inks.count / 4
    return [UInt8](unsafeUninitializedCapacity: 3 * count) { buffer, initialized in
      for pixel in 0..<count {
        let black = Int(inks[4 * pixel + 3])
        for c in 0..<3 {
          buffer[3 * pixel + c] = UInt8((Int(inks[4 * pixel + c]) * black + 127) / 255)
        }
      }
      initialized = 3 * count
    }
  }
}
