import FoveaTensor
import Synchronization
import Testing

private let onlyOne = Mutex(())

/// Calls `body` with the engine's pool at each of the widths, and restores the width that was.
///
/// With more than one thread, every run of `body` waits until a second thread takes part in it; that none
/// ever did is an issue, unless `isOneTask` says that there is nothing to share. (On a busy machine the waits
/// end after ten seconds in all a width: then some runs may be one thread's.)
///
/// Tests run side by side, so a width set here is theirs too for the while; that is harmless, because
/// no result depends on it. Only one test at a time holds the width.
public func withThreads<R: Sendable>(
  _ widths: [Int], isOneTask: Bool = false, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: (Int) throws -> R
) rethrows -> [R] {
  try onlyOne.withLock { _ in
    let pool = ThreadPool.shared
    let before = pool.width
    defer { pool.setWidth(before) }
    return try widths.map { width in
      pool.setWidth(width)
      let team = TeamWork()
      let result = try pool.inTeam(team) { try body(width) }
      #expect(
        width == 1 || isOneTask || team.helped > 0,
        "one thread of \(width) did all of \(team.runs) runs", sourceLocation: sourceLocation)
      return result
    }
  }
}
