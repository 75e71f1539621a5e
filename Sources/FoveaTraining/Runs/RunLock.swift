import FoveaData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A run's folder, taken so that no second run writes the same files; given back when this is let go of,
/// and by the system when the process ends, however it ends.
final class RunLock {
  private let descriptor: CInt

  /// Takes a folder. One that cannot be opened, or lies on a file system without locks, is left as it is:
  /// if it cannot be written to either, the first file says why.
  ///
  /// - Throws: `DataError` when a run has it.
  init(_ folder: RunFolder) throws(DataError) {
    // The folder itself is locked, so no file of its own is left behind.
    descriptor = open(folder.path, O_RDONLY | O_CLOEXEC)
    var isTaken = false
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      isTaken = errno == EWOULDBLOCK
      if errno != EINTR { break }
    }
    if isTaken {
      // This object's end closes the descriptor.
      throw DataError(
        folder.path, expected: "a folder that no run is using", found: "one in use by another run",
        advice: "wait for it or stop it")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
