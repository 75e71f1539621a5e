import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Holds the runs of one thread until another thread takes part in them, and counts where one did.
///
/// For tests of threading. By itself the caller has often done all of its tasks before a worker is awake,
/// and while other threads use the pool it does them alone anyway: a test would see one thread's work.
package final class TeamWork: Sendable {
  /// Whose runs are held; nil inside their tasks, whose own runs stay where they are.
  @TaskLocal static var current: TeamWork?

  /// Runs of two tasks or more, on a pool of two threads or more.
  package var runs: Int { counts.withLock { $0.runs } }
  /// Those of them whose first task another thread took.
  package var helped: Int { counts.withLock { $0.helped } }

  /// `left` bounds the waiting of all runs together, on a machine too busy to wake a worker.
  private let counts = Mutex((runs: 0, helped: 0, left: Duration.seconds(10)))

  package init() {}

  /// Counts a run, and whether it was helped.
  func count(helped: Bool) {
    counts.withLock {
      $0.runs += 1
      $0.helped += helped ? 1 : 0
    }
  }

  /// Waits for the condition while there is time left; whether it came true.
  func wait(until isTrue: () -> Bool) -> Bool {
    if isTrue() { return true }
    let clock = ContinuousClock()
    let start = clock.now
    let left = counts.withLock { $0.left }
    var came = false
    while !came, clock.now - start < left {
      sched_yield()
      came = isTrue()
    }
    let waited = clock.now - start
    counts.withLock { $0.left -= waited }
    return came
  }
}
