internal import CPNG

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension PNG {
  /// Writes a picture. The file is written beside its target and renamed, so nobody ever sees half of it,
  /// and a file that was there stays until the new one is whole.
  ///
  /// - Throws: `DataError` when the folder is missing, not to be written to, or full.
  public static func write(_ picture: Picture, to path: String) throws(DataError) {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    image.width = png_uint_32(picture.width)
    image.height = png_uint_32(picture.height)
    image.format = picture.channels == 3 ? rgb : grey
    defer { png_image_free(&image) }

    let partial = "\(path).partial-\(getpid())"
    guard png_image_write_to_file(&image, partial, 0, picture.bytes, 0, nil) != 0 else {
      unlink(partial)
      throw DataError(
        path, expected: "a place to write a picture to", found: image.text,
        advice: "check that the folder exists and has room")
    }
    guard rename(partial, path) == 0 else {
      let why = reason()
      unlink(partial)
      throw DataError(path, expected: "a place to write a picture to", found: why)
    }
  }
}
