import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One of the process's streams, written to without a buffer: what was written is there, however the
/// process ends.
///
/// Writing never stops the work: a reader that has gone (`| head`) or a full disk is remembered, and
/// `FoveaCommand` says so at the end.
struct Stream: Sendable {
  /// Standard output: results alone.
  static let results = Stream(descriptor: STDOUT_FILENO)
  /// Standard error: progress, notes, errors.
  static let notes = Stream(descriptor: STDERR_FILENO)

  /// The number that the system knows the stream by.
  let descriptor: CInt

  /// Why writing to standard output failed first, as the system numbers it; 0 when it never did.
  static var failure: CInt { firstFailure.load(ordering: .relaxed) }

  /// Writes the text, whole unless the stream is broken.
  func write(_ text: String) {
    if descriptor == STDOUT_FILENO, Self.failure != 0 { return }
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let start = rest.baseAddress, !rest.isEmpty {
        let written = systemWrite(descriptor, start, rest.count)
        if written >= 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
        } else if errno == EAGAIN {
          // Somebody made the stream non-blocking; wait until it takes more.
          var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&state, 1, 1000)
        } else if errno != EINTR {
          if descriptor == STDOUT_FILENO { firstFailure.store(errno, ordering: .relaxed) }
          return
        }
      }
    }
  }

  /// Writes the text as a line of its own.
  func line(_ text: String = "") { write(text + "\n") }
}

private let firstFailure = Atomic<CInt>(0)

private func systemWrite(_ descriptor: CInt, _ start: UnsafeRawPointer, _ count: Int) -> Int {
  #if canImport(Glibc)
    Glibc.write(descriptor, start, count)
  #elseif canImport(Musl)
    Musl.write(descriptor, start, count)
  #else
    Darwin.write(descriptor, start, count)
  #endif
}
