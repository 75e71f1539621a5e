import FoveaData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Adds an entry at the end of a file, which is made if it is not there: a line of a log, a record.
///
/// One write: a reader sees the entry whole, or that it is not there. What a disk without room took of it is taken
/// back, as it would spoil the next one.
///
/// - Parameter isSynchronized: whether the entry outlives a power cut from now on; false by default.
/// - Throws: `DataError` when the file takes nothing.
package func appendEntry(
  _ bytes: [UInt8], to path: String, isSynchronized: Bool = false
) throws(DataError) {
  func failure(_ code: CInt) -> DataError {
    DataError(
      path, expected: "a file to append to", found: systemReason(code),
      advice: "check that the folder is still there and has room")
  }
  let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw failure(errno) }
  defer { close(descriptor) }
  let end = lseek(descriptor, 0, SEEK_END)
  errno = 0
  guard write(descriptor, bytes, bytes.count) == bytes.count,
    !isSynchronized || fsync(descriptor) == 0
  else {
    // A short write sets no error: the room was used up.
    let code = errno == 0 ? ENOSPC : errno
    _ = ftruncate(descriptor, end)
    throw failure(code)
  }
}
