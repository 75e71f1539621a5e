#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file read from front to back; what is gzipped, by its first two bytes, is inflated on the way.
package final class InputFile {
  /// The path as it was given, for error lines.
  package let path: String
  /// The file's own size in bytes, compressed if it is compressed.
  package let size: Int
  /// Whether the content is inflated on the way.
  var isCompressed: Bool { inflater != nil }

  private let descriptor: CInt
  private var inflater: Inflater?

  /// Opens a regular file; `inflating` is false for a format that may begin with gzip's two bytes. Throws
  /// when there is none or it cannot be read.
  package init(_ path: String, inflating: Bool = true) throws(DataError) {
    // The kind first: opening a pipe would wait for somebody to write to it.
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw DataError(path, expected: "a file", found: systemReason(), advice: "check the path")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "something else"
      throw DataError(path, expected: "a file", found: kind, advice: "check the path")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw DataError(
        path, expected: "a file that can be read", found: systemReason(),
        advice: "check its permissions")
    }
    self.path = path
    self.descriptor = descriptor
    size = Int(status.st_size)

    var magic: (UInt8, UInt8) = (0, 0)
    if inflating, pread(descriptor, &magic, 2, 0) == 2, magic == (0x1F, 0x8B) {
      inflater = try Inflater(path)
    }
  }

  deinit { close(descriptor) }

  /// Fills `buffer` with the next of the content and returns how many bytes that were: fewer than asked
  /// for only at the content's end, where gzip's check sum has been compared as well.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard let inflater else { return try readStored(into: buffer) }
    return try inflater.read(into: buffer) { input throws(DataError) in
      try self.readStored(into: input)
    }
  }

  /// The next `count` bytes, fewer at the content's end.
  package func read(_ count: Int) throws(DataError) -> [UInt8] {
    var failure: DataError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let room = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count)
      do throws(DataError) { initialized = try read(into: room) } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The file's own bytes from a place on, fewer at its end; where it is read on does not change.
  package func bytes(at offset: Int, count: Int) throws(DataError) -> [UInt8] {
    var reason: String?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let start = buffer.baseAddress else { return }
      while initialized < count {
        let place = off_t(offset + initialized)
        let got = pread(descriptor, start + initialized, count - initialized, place)
        if got == 0 { break }
        if got > 0 {
          initialized += got
        } else if errno != EINTR {
          reason = systemReason()
          break
        }
      }
    }
    if let reason {
      throw DataError(path, expected: "a file that can be read", found: reason)
    }
    return bytes
  }

  private func readStored(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard let start = buffer.baseAddress else { return 0 }
    var done = 0
    while done < buffer.count {
      // The system reads less than 2 GiB at a time.
      #if canImport(Glibc)
        let got = Glibc.read(descriptor, start + done, min(buffer.count - done, 1 << 30))
      #elseif canImport(Musl)
        let got = Musl.read(descriptor, start + done, min(buffer.count - done, 1 << 30))
      #else
        let got = Darwin.read(descriptor, start + done, min(buffer.count - done, 1 << 30))
      #endif
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw DataError(path, expected: "a file that can be read", found: systemReason())
      }
      done += got
    }
    return done
  }
}
