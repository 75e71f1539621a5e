import FoveaKernels
import Synchronization

/// Pieces of work of minutes, each made of many runs of the pool, done side by side on threads of their own.
///
/// Two such threads that both called the pool would take its workers from each other. So while more than
/// one is at work, the runs of each stay where they are; the last one left has the whole pool again. The
/// bits do not depend on it, as they do not depend on the number of threads.
package final class SideBySide: Sendable {
  /// What this thread's work belongs to; nil for all other threads.
  @TaskLocal static var current: SideBySide?

  private let next = Atomic<Int>(0)
  private let working = Atomic(1)
  private let finished = Alarm()

  /// Whether the cores are taken by other threads of this work.
  var isCrowded: Bool { working.load(ordering: .relaxed) > 1 }

  /// Calls `body` with each index in 0 ..< count and returns when all are done. Which thread does which is
  /// chance: `body` must not depend on it.
  ///
  /// - Parameters:
  ///   - count: how many pieces there are.
  ///   - threads: how many are done at once at most; 1 or more.
  package static func run(
    _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Void
  ) {
    require(threads >= 1, "SideBySide: expected 1 thread or more, received \(threads)")
    if count <= 0 { return }
    let work = SideBySide()
    for _ in 1..<min(threads, count) {
      // One that begins late, or never, finds its share done by the others.
      spawnThread {
        work.working.add(1, ordering: .relaxed)
        flushDenormalsForever()
        work.claim(count, body)
      }
    }
    // The caller works too, with denormals as the others have them.
    flushingDenormals { work.claim(count, body) }
    work.finished.wait { work.working.load(ordering: .acquiring) == 0 }
  }

  private func claim(_ count: Int, _ body: (Int) -> Void) {
    Self.$current.withValue(self) {
      while true {
        // Ordered behind the count of those at work: whoever sees the last piece taken sees its taker.
        let index = next.wrappingAdd(1, ordering: .acquiringAndReleasing).oldValue
        if index >= count { break }
        body(index)
      }
    }
    _ = working.wrappingSubtract(1, ordering: .acquiringAndReleasing)
    finished.ring()
  }
}
