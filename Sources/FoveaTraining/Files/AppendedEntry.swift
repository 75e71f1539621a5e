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
/// One write, when the file is closed: a reader sees the entry whole, or that it is not.
///
/// - Throws: `DataError` when the file takes nothing.
package func appendEntry(_ bytes: [UInt8], to path: String) throws(DataError) {
  func failure(_ code: CInt) -> DataError {
    DataError(
      path, expected: "a file to append to", found: systemReason(code),
      advice: "check that the folder is still there and has room")
  }
  guard let file = fopen(path, "a") else { throw failure(errno) }
  var code = fwrite(bytes, 1, bytes.count, file) == bytes.count ? 0 : errno
  if fclose(file) != 0, code == 0 { code = errno }
  if code != 0 { throw failure(code) }
}
