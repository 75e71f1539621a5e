#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that appears whole or not at all.
///
/// It is written to `<path>.partial` beside its target, synchronised, and renamed by `commit`, so a crash
/// or a power cut at any byte leaves what was there before. What a killed process left behind is taken
/// over by the next writer of the same path; two writers take turns, but none waits for ever.
package final class AtomicFile {
  /// The path as it was given, for error lines.
  package let path: String
  private let target: String
  private let partial: String
  private let descriptor: CInt
  private var isCommitted = false

  /// Opens the file beside `path`. Throws when the folder is missing or not to be written to, when
  /// something that is no file has that name, or when another writer does not end.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - patience: how long to wait for other writers; 10 seconds by default, in which a disk writes the
  ///     largest models.
  package init(_ path: String, patience: Duration = .seconds(10)) throws(DataError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "something else"
      throw DataError(path, expected: "a file, or none yet", found: kind, advice: "choose a path")
    }
    self.path = path
    // A link stays a link: what it points to is replaced.
    target = exists ? Self.followingLinks(path) : path
    partial = target + ".partial"
    descriptor = try Self.openLocked(partial, for: path, patience)
  }

  deinit {
    if !isCommitted { unlink(partial) }
    close(descriptor)
  }

  /// Appends bytes.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(DataError) {
    guard let start = bytes.baseAddress else { return }
    var done = 0
    while done < bytes.count {
      // The system writes less than 2 GiB at a time.
      let piece = min(bytes.count - done, 1 << 30)
      #if canImport(Glibc)
        let put = Glibc.write(descriptor, start + done, piece)
      #elseif canImport(Musl)
        let put = Musl.write(descriptor, start + done, piece)
      #else
        let put = Darwin.write(descriptor, start + done, piece)
      #endif
      if put < 0 {
        if errno == EINTR { continue }
        throw Self.failure(path)
      }
      done += put
    }
  }

  /// Appends bytes.
  package func write(_ bytes: [UInt8]) throws(DataError) {
    var failure: DataError?
    bytes.withUnsafeBytes { bytes in
      do throws(DataError) { try write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Puts the file in its place, once its bytes are on the disk.
  package func commit() throws(DataError) {
    guard fsync(descriptor) == 0, rename(partial, target) == 0 else { throw Self.failure(path) }
    isCommitted = true
    // The new name is on the disk when the folder is. Some file systems cannot do that; they say so, and
    // nothing is lost but that assurance.
    let descriptor = open(parentFolder(of: target), O_RDONLY | O_CLOEXEC)
    if descriptor >= 0 {
      fsync(descriptor)
      close(descriptor)
    }
  }

  /// Opens the file beside the target, waits until no other writer has it, and empties it.
  private static func openLocked(
    _ partial: String, for path: String, _ patience: Duration
  ) throws(DataError) -> CInt {
    let end = ContinuousClock.now + patience
    while true {
      let descriptor = open(partial, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
      guard descriptor >= 0 else { throw failure(path) }
      // A file system that has no locks says so by other codes, and is written to without one.
      while flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EINTR || errno == EWOULDBLOCK {
        guard ContinuousClock.now < end else {
          close(descriptor)
          throw DataError(
            path, expected: "a file that nobody else writes",
            found: "another process that holds \(partial)", advice: "wait for it or end it")
        }
        usleep(10_000)
      }
      var (opened, present) = (stat(), stat())
      fstat(descriptor, &opened)
      // The writer waited for has renamed this file to its target: it is no longer to be written to.
      let isPresent = lstat(partial, &present) == 0
      if isPresent, opened.st_ino == present.st_ino, opened.st_dev == present.st_dev {
        if ftruncate(descriptor, 0) == 0 { return descriptor }
        let error = failure(path)
        close(descriptor)
        throw error
      }
      close(descriptor)
    }
  }

  private static func followingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func failure(_ path: String) -> DataError {
    DataError(
      path, expected: "a place to write a file to", found: systemReason(),
      advice: "check that the folder exists, may be written to and has room")
  }
}

extension AtomicFile {
  /// Writes a text file that appears whole or not at all.
  package static func write(_ text: String, to path: String) throws(DataError) {
    let file = try AtomicFile(path)
    try file.write(Array(text.utf8))
    try file.commit()
  }
}
