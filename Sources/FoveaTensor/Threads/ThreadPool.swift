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

  /// One parallel loop after the other: threads claim indices until none is left. Written by the thread that
  /// occupies the pool, while it is closed and no worker is in it.
  private final class Job: Sendable {
    let next = Atomic<Int>(0)
    /// Whether workers may join.
    let isOpen = Atomic<Bool>(false)
    nonisolated(unsafe) var count = 0
    nonisolated(unsafe) var body: (Int) -> Void = { _ in }

    /// Runs claimed tasks until none is left. Not inlined: no reference to `body` is left when it returns.
    @inline(never)
    func work() {
      let (count, body) = (count, body)
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { break }
        body(index)
      }
    }
  }

  private let job = Job()
  /// Threads that were started.
  private let started = Mutex(0)
  private let startedCount = Atomic<Int>(0)
  /// Raised with each job, so that a waiting worker sees it without a lock.
  private let generation = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  /// Workers that are in the present job, or look whether it is open.
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
      guard tasks > 1, width > 1, !Seclusion.isOn, SideBySide.current?.isCrowded != true,
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
  ///
  /// Without a lock: a small layer takes some microseconds, and waiting for a lock in the kernel ten times that. A
  /// worker announces itself before it looks whether the job is open, and the job is closed before it is
  /// looked whether workers are in it; so either the worker stays out or it is waited for.
  @inline(never)
  private func runShared(tasks: Int, _ body: @escaping (Int) -> Void) {
    job.count = tasks
    job.body = body
    job.next.store(0, ordering: .relaxed)
    job.isOpen.store(true, ordering: .sequentiallyConsistent)
    callWorkers()
    if teams.load(ordering: .relaxed) == 0 { job.work() } else { workInTeam(job) }
    job.isOpen.store(false, ordering: .sequentiallyConsistent)
    // The others hold tasks that are as short as ours were: spin, but let them have the core.
    var spins = 0
    while helping.load(ordering: .sequentiallyConsistent) > 0 {
      spins += 1
      if spins & 63 == 0 { sched_yield() }
    }
    job.body = { _ in }
  }

  private func callWorkers() {
    let helpers = width - 1
    if startedCount.load(ordering: .relaxed) < helpers {
      started.withLock { threads in
        while threads < helpers {
          startWorker(threads)
          threads += 1
        }
        startedCount.store(threads, ordering: .relaxed)
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
      help()
    }
  }

  /// Helps with the present job, if it is still open.
  private func help() {
    _ = helping.wrappingAdd(1, ordering: .sequentiallyConsistent)
    if job.isOpen.load(ordering: .sequentiallyConsistent) { job.work() }
    _ = helping.wrappingSubtract(1, ordering: .releasing)
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

/// About 200 microseconds of looking before a worker goes to sleep: more than the longest part of a step that
/// one thread does alone. Waking it takes some 50 microseconds.
private let spinLimit = 1 << 15

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
