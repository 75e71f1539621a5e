import FoveaBLAS
import FoveaKernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The engine's one pool of threads.
///
/// Work is cut into tasks by shape, never by the number of threads; threads claim tasks from a counter.
/// So results have the same bits with any number of threads. A call from inside a task, or while
/// another thread of the program uses the pool, runs its tasks one after the other where it is.
public final class ThreadPool: Sendable {
  /// The pool that every operation uses.
  public static let shared: ThreadPool = {
    // OpenBLAS's own threads would fight with ours for the cores, and change the order of additions.
    BLAS.setThreads(1)
    return ThreadPool(width: CPUCount.available.count)
  }()

  /// One parallel loop: threads claim indices until none is left.
  private final class Job: Sendable {
    let count: Int
    let next = Atomic<Int>(0)
    nonisolated(unsafe) let body: (Int) -> Void

    init(count: Int, body: @escaping (Int) -> Void) {
      self.count = count
      self.body = body
    }

    /// Runs claimed tasks until none is left.
    func work() {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { break }
        body(index)
      }
    }
  }

  private struct State: ~Copyable {
    var job: Job?
    var threads = 0
  }

  private let state = Mutex(State())
  /// Raised with each job, so that a waiting worker sees it without a lock.
  private let generation = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  /// Workers that hold the present job.
  private let helping = Atomic<Int>(0)
  private let wanted: Atomic<Int>
  private let busy = Atomic<Bool>(false)
  /// Threads whose runs are held until they are helped; none outside tests.
  private let teams = Atomic<Int>(0)
  private let alarm = Alarm()
  /// Rings when the width changes.
  private let widened = Alarm()

  init(width: Int) { wanted = Atomic(max(1, width)) }

  /// How many threads work at once, the caller among them.
  public var width: Int { wanted.load(ordering: .relaxed) }

  /// Sets how many threads work at once; 1 or more. Threads that exist already wait unused.
  public func setWidth(_ width: Int) {
    require(width >= 1, "ThreadPool: expected 1 thread or more, received \(width)")
    wanted.store(min(width, 4096), ordering: .relaxed)
    widened.ring()
  }

  /// Calls `body` with each index in 0 ..< tasks, on as many threads as the pool is wide; returns when
  /// all are done. Denormal results are flushed to zero meanwhile, on every thread alike.
  package func run(tasks: Int, _ body: (Int) -> Void) {
    if tasks <= 0 { return }
    flushingDenormals {
      guard tasks > 1, width > 1, SideBySide.current?.isCrowded != true,
        occupy() || occupyPatiently()
      else {
        for index in 0..<tasks { body(index) }
        return
      }
      withoutActuallyEscaping(body) { runShared(tasks: tasks, $0) }
      busy.store(false, ordering: .releasing)
    }
  }

  private func occupy() -> Bool {
    busy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
  }

  /// Runs the tasks together with the workers. No reference to `body` is left when it returns.
  @inline(never)
  private func runShared(tasks: Int, _ body: @escaping (Int) -> Void) {
    let job = Job(count: tasks, body: body)
    publish(job)
    if teams.load(ordering: .relaxed) == 0 { job.work() } else { workInTeam(job) }
    state.withLock { $0.job = nil }
    // The others hold tasks that are as short as ours were: spin, but let them have the core.
    var spins = 0
    while helping.load(ordering: .acquiring) > 0 {
      spins += 1
      if spins & 63 == 0 { sched_yield() }
    }
  }

  private func publish(_ job: Job) {
    let helpers = width - 1
    state.withLock { state in
      state.job = job
      while state.threads < helpers {
        startWorker(state.threads)
        state.threads += 1
      }
    }
    _ = generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { alarm.ring() }
  }

  private func startWorker(_ index: Int) {
    spawnThread {
      self.serve(index)
    }
  }

  /// A worker's life: wait for a job, help with it, drop it.
  private func serve(_ index: Int) {
    flushDenormalsForever()
    var seen = 0
    while true {
      // Threads beyond the width sleep until it grows, without a look at the jobs.
      if index + 1 >= width { widened.wait { index + 1 < width } }
      seen = waitForJob(after: seen)
      if index + 1 >= width { continue }
      if helpOnce() { _ = helping.wrappingSubtract(1, ordering: .releasing) }
    }
  }

  /// Helps with the present job; false when there is none any more. Holds no reference to it afterwards:
  /// only then may the caller be told.
  @inline(never)
  private func helpOnce() -> Bool {
    let job = state.withLock { state in
      if state.job != nil { _ = helping.wrappingAdd(1, ordering: .relaxed) }
      return state.job
    }
    guard let job else { return false }
    job.work()
    return true
  }

  private func waitForJob(after seen: Int) -> Int {
    // Operations of a training step follow each other within microseconds; sleeping costs more.
    for spin in 0..<spinLimit {
      let now = generation.load(ordering: .acquiring)
      if now != seen { return now }
      if spin & 63 == 63 { sched_yield() }
    }
    _ = sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
    alarm.wait { generation.load(ordering: .sequentiallyConsistent) != seen }
    _ = sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    return generation.load(ordering: .acquiring)
  }
}

// For tests of threading; see TeamWork.
extension ThreadPool {
  /// Calls `body`, whose runs wait for the pool where it is in use, and for a worker to take their first
  /// task.
  package func inTeam<R>(_ team: TeamWork, _ body: () throws -> R) rethrows -> R {
    teams.wrappingAdd(1, ordering: .relaxed)
    defer { teams.wrappingSubtract(1, ordering: .relaxed) }
    return try TeamWork.$current.withValue(team, operation: body)
  }

  /// Does the tasks once a worker has taken one of them, if this thread's runs are to be shared.
  @inline(never)
  private func workInTeam(_ job: Job) {
    guard let team = TeamWork.current else { return job.work() }
    team.count(helped: team.wait { job.next.load(ordering: .relaxed) > 0 })
    TeamWork.$current.withValue(nil) { job.work() }
  }

  /// Waits for the pool, if this thread's runs are to be shared; whether it is ours now.
  @inline(never)
  private func occupyPatiently() -> Bool {
    guard teams.load(ordering: .relaxed) > 0, let team = TeamWork.current else { return false }
    if team.wait(until: occupy) { return true }
    team.count(helped: false)
    return false
  }
}

/// About 50 microseconds of looking before a worker goes to sleep.
private let spinLimit = 1 << 13

extension ThreadPool {
  /// Cuts 0 ..< count into runs of `grain` and calls `body` with each, on the pool. The cut depends on
  /// `count` and `grain` alone.
  @inline(__always)
  package func split(_ count: Int, grain: Int = 16384, _ body: (_ start: Int, _ count: Int) -> Void)
  {
    run(tasks: (count + grain - 1) / grain) { task in
      let start = task * grain
      body(start, min(grain, count - start))
    }
  }
}
