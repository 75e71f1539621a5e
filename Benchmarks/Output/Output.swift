import Foundation
import FoveaData

/// Writes a line of results, at once: a long measurement is followed as it goes.
///
/// - Throws: `OutputError` when standard output takes no more.
func emit(_ line: String) throws {
  print(line)
  // All streams: Swift does not let `stdout` be named, as any thread could change it.
  if fflush(nil) != 0 { throw OutputError(reason: systemReason()) }
}

/// Standard output that takes no more.
struct OutputError: Error, CustomStringConvertible {
  let reason: String

  var description: String { "standard output: \(reason)" }
}

/// What is being measured, on standard error, while it lasts; nothing unless a person watches.
struct Progress {
  private let isLive: Bool

  init() {
    let environment = ProcessInfo.processInfo.environment
    let isPlain = ["CI", "NO_COLOR"].contains { environment[$0]?.isEmpty == false }
    isLive = isatty(STDERR_FILENO) == 1 && !isPlain && environment["TERM"] != "dumb"
  }

  /// Shows the text in place of the one before.
  func show(_ text: String) { write(text) }

  /// Takes the last text away.
  func clear() { write("") }

  private func write(_ text: String) {
    guard isLive else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }
}
