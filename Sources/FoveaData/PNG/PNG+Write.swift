internal import CPNG

extension PNG {
  /// Writes a picture. The file appears whole or not at all, and one that was there stays until then.
  ///
  /// - Throws: `DataError` when the folder is missing, not to be written to, or full.
  public static func write(_ picture: Picture, to path: String) throws(DataError) {
    let file = try AtomicFile(path)
    try file.write(encoded(picture, for: path))
    try file.commit()
  }

  /// A picture as the bytes of a PNG file.
  ///
  /// - Parameters:
  ///   - picture: the picture.
  ///   - path: what an error calls it.
  /// - Throws: `DataError` when it is larger than PNG can hold.
  package static func encoded(
    _ picture: Picture, for path: String = "picture"
  ) throws(DataError) -> [UInt8] {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    image.width = png_uint_32(picture.width)
    image.height = png_uint_32(picture.height)
    image.format = picture.channels == 3 ? rgb : grey
    defer { png_image_free(&image) }
    // Without memory to write to, libpng says how much it takes.
    var count = 0
    var isDone = png_image_write_to_memory(&image, nil, &count, 0, picture.bytes, 0, nil) != 0
    guard isDone else { throw failure(image, path) }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      isDone =
        png_image_write_to_memory(&image, buffer.baseAddress, &count, 0, picture.bytes, 0, nil) != 0
      initialized = isDone ? count : 0
    }
    guard isDone else { throw failure(image, path) }
    return bytes
  }

  private static func failure(_ image: png_image, _ path: String) -> DataError {
    DataError(path, expected: "a picture that PNG can hold", found: image.text)
  }
}
