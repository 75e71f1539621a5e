internal import CPNG

/// PNG files, read and written by libpng.
public enum PNG {
  /// The most pixels that are read, 2^26: 192 MB of colour.
  public static let pixelLimit = 1 << 26

  // The header's macros have different types.
  static let grey = png_uint_32(PNG_FORMAT_GRAY)
  static let rgb = png_uint_32(PNG_FORMAT_RGB)

  /// Reads a picture, interlaced or not: grey as one channel, everything else (colour, palettes) as three; 16 bits
  /// a channel become 8; the right way up where the file says how the camera was held. Transparency is laid on white,
  /// as of a page, since what lies under it is no part of the picture; half-transparent pixels are mixed with it as
  /// light is, by libpng, and come out lighter than where stored numbers are mixed, as browsers do.
  ///
  /// The size is checked before memory is taken for it.
  ///
  /// - Throws: `DataError` for a file that is missing, no PNG, damaged, cut short or too large.
  public static func read(_ path: String) throws(DataError) -> Picture {
    try decode(readPictureFile(path), path)
  }

  /// Decodes a file's bytes; the path is for error lines.
  static func decode(_ bytes: [UInt8], _ path: String) throws(DataError) -> Picture {
    var result: Result<Picture, DataError>?
    // libpng keeps the address of the bytes between its two steps.
    bytes.withUnsafeBytes { bytes in
      do throws(DataError) { result = .success(try decode(bytes, path)) } catch {
        result = .failure(error)
      }
    }
    guard let result else { throw PictureFormat.neither(path, isEmpty: bytes.isEmpty) }
    return try result.get()
  }

  private static func decode(
    _ file: UnsafeRawBufferPointer, _ path: String
  ) throws(DataError) -> Picture {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0 else {
      throw DataError(
        path, expected: "a PNG picture", found: "none (\(image.text))",
        advice: "convert the picture to PNG")
    }
    let (width, height) = (Int(image.width), Int(image.height))
    guard width * height <= pixelLimit else {
      throw DataError(
        path, at: "size", expected: "at most \(pixelLimit) pixels",
        found: "\(width) x \(height)", advice: "make the picture smaller")
    }

    // By itself libpng takes 16 bits for brightness as light adds up, where nothing is said; writers mean the same
    // scale as with 8.
    image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
    let isColor = image.format & png_uint_32(PNG_FORMAT_FLAG_COLOR) != 0
    image.format = isColor ? rgb : grey
    let channels = isColor ? 3 : 1
    var white = png_color(red: 255, green: 255, blue: 255)
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: width * height * channels) { buffer, count in
      isWhole = png_image_finish_read(&image, &white, buffer.baseAddress, 0, nil) != 0
      count = isWhole ? buffer.count : 0
    }
    guard isWhole else {
      throw DataError(
        path, at: "pixels", expected: "\(width) x \(height), \(channels) channels",
        found: "a flaw (\(image.text))", advice: "the file is damaged or cut short, get it again")
    }
    let picture = Picture(width: width, height: height, channels: channels, bytes: bytes)
    return Orientation(png: file).map(picture.turned) ?? picture
  }
}

extension png_image {
  /// libpng's last message.
  var text: String {
    withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
