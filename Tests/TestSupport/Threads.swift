import FoveaTensor
import Synchronization

private let onlyOne = Mutex(())

/// Calls `body` with the engine's pool at each of the widths, and restores the width that was.
///
/// Tests run side by side, so a width set here is theirs too for the while; that is harmless, because
/// no result depends on it. Only one test at a time holds the width.
public func withThreads<R: Sendable>(_ widths: [Int], _ body: (Int) throws -> R) rethrows -> [R] {
  try onlyOne.withLock { _ in
    let before = ThreadPool.shared.width
    defer { ThreadPool.shared.setWidth(before) }
    return try widths.map { width in
      ThreadPool.shared.setWidth(width)
      return try body(width)
    }
  }
}
