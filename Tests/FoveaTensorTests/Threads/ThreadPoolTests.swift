import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FoveaTensor

/// The pool runs every task once, whoever calls and however wide it is.
@Suite struct ThreadPoolTests {
  /// How often each index was run.
  final class Counts: Sendable {
    private let counts: [Box]
    final class Box: Sendable { let value = Atomic<Int>(0) }
    init(_ n: Int) { counts = (0..<n).map { _ in Box() } }
    func hit(_ i: Int) { counts[i].value.wrappingAdd(1, ordering: .relaxed) }
    var values: [Int] { counts.map { $0.value.load(ordering: .relaxed) } }
  }

  final class Flag: Sendable {
    private let value = Atomic<Bool>(false)
    func raise() { value.store(true, ordering: .releasing) }
    var isRaised: Bool { value.load(ordering: .acquiring) }
  }

  @Test("Each index exactly once", arguments: [0, 1, 2, 3, 7, 64, 1000], [1, 2, 3, 5, 16])
  func once(_ tasks: Int, _ width: Int) {
    let pool = ThreadPool(width: width)
    for _ in 0..<50 {
      let counts = Counts(tasks)
      pool.run(tasks: tasks) { counts.hit($0) }
      #expect(counts.values.allSatisfy { $0 == 1 })
    }
  }

  @Test("A negative number of tasks is none")
  func negative() {
    let pool = ThreadPool(width: 2)
    pool.run(tasks: -1) { _ in Issue.record("called") }
  }

  @Test("What the tasks wrote is there when run returns")
  func visible() {
    let pool = ThreadPool(width: 4)
    for round in 0..<2000 {
      var values = [Int](repeating: -1, count: 37)
      values.withUnsafeMutableBufferPointer { buffer in
        nonisolated(unsafe) let buffer = buffer
        pool.run(tasks: 37) { buffer[$0] = $0 + round }
      }
      #expect(values == (0..<37).map { $0 + round })
    }
  }

  @Test("Runs of a grain cover the range, the last one shorter", arguments: [0, 1, 9, 10, 11, 100])
  func split(_ count: Int) {
    let pool = ThreadPool(width: 3)
    let counts = Counts(count)
    pool.split(count, grain: 10) { start, n in
      #expect(start % 10 == 0 && n >= 1 && n <= 10)
      for i in start..<start + n { counts.hit(i) }
    }
    #expect(counts.values.allSatisfy { $0 == 1 })
  }

  @Test("A run inside a task runs in place")
  func nested() {
    let pool = ThreadPool(width: 3)
    let counts = Counts(20 * 30)
    pool.run(tasks: 20) { outer in
      let thread = pthread_self()
      pool.run(tasks: 30) { inner in
        #expect(pthread_equal(thread, pthread_self()) != 0)
        counts.hit(outer * 30 + inner)
      }
    }
    #expect(counts.values.allSatisfy { $0 == 1 })
  }

  @Test("Callers on several threads get their own results")
  func concurrent() async {
    let pool = ThreadPool(width: 3)
    await withTaskGroup(of: Bool.self) { group in
      for caller in 0..<6 {
        group.addTask {
          (0..<300).allSatisfy { round in
            let tasks = 1 + (caller * 7 + round) % 40
            let counts = Counts(tasks)
            pool.run(tasks: tasks) { counts.hit($0) }
            return counts.values.allSatisfy { $0 == 1 }
          }
        }
      }
      for await correct in group { #expect(correct) }
    }
  }

  @Test("Wider and narrower between runs; no more threads work than the pool is wide")
  func widths() {
    let pool = ThreadPool(width: 1)
    for width in [1, 4, 2, 5, 1, 3, 3, 2, 8, 1, 2] {
      pool.setWidth(width)
      #expect(pool.width == width)
      for _ in 0..<20 {
        let counts = Counts(200)
        let threads = Mutex<Set<UInt>>([])
        pool.run(tasks: 200) { index in
          counts.hit(index)
          _ = threads.withLock { $0.insert(UInt(pthread_self())) }
        }
        #expect(counts.values.allSatisfy { $0 == 1 })
        let used = threads.withLock { $0.count }
        #expect(used <= width)
      }
    }
  }

  @Test("Width changed from outside while runs are going on")
  func widthMeanwhile() async {
    let pool = ThreadPool(width: 2)
    let done = Flag()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for round in 0..<3000 {
          let counts = Counts(16)
          pool.run(tasks: 16) { counts.hit($0) }
          if !counts.values.allSatisfy({ $0 == 1 }) { Issue.record("round \(round)") }
        }
        done.raise()
      }
      group.addTask {
        var width = 1
        while !done.isRaised {
          pool.setWidth(width)
          width = width % 6 + 1
          await Task.yield()
        }
      }
    }
  }

  @Test("Workers that have gone to sleep come back")
  func sleep() {
    let pool = ThreadPool(width: 3)
    for _ in 0..<20 {
      // Both tasks wait for each other: they end only if two threads run them.
      let arrived = Atomic<Int>(0)
      pool.run(tasks: 2) { _ in
        arrived.wrappingAdd(1, ordering: .relaxed)
        while arrived.load(ordering: .relaxed) < 2 { sched_yield() }
      }
      usleep(2000)
    }
  }

  @Test("In a team, another thread takes the first task of every run but those inside a task")
  func team() {
    let pool = ThreadPool(width: 3)
    let team = TeamWork()
    let caller = UInt(pthread_self())
    let helped = Counts(100)
    pool.inTeam(team) {
      for run in 0..<100 {
        pool.run(tasks: 5) { task in
          if task == 0, UInt(pthread_self()) != caller { helped.hit(run) }
          // Waits for nobody: the pool is in use until this task is done.
          pool.run(tasks: 2) { _ in }
        }
      }
      pool.run(tasks: 1) { _ in }
    }
    #expect(team.runs == 100)
    #expect(helped.values.reduce(0, +) >= team.helped)
    // All of them, but on a machine too busy to wake a worker for ten seconds.
    #expect(team.helped > 0)
    // Outside, a run waits for nobody.
    pool.run(tasks: 5) { _ in }
    #expect(team.runs == 100)
  }

  @Test("A team of one thread has nothing to share")
  func teamOfOne() {
    let team = TeamWork()
    let pool = ThreadPool(width: 1)
    pool.inTeam(team) { pool.run(tasks: 5) { _ in } }
    #expect(team.runs == 0)
  }

  @Test("A width of nothing is refused")
  func refused() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { ThreadPool.shared.setWidth(0) }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("ThreadPool: expected 1 thread or more, received 0"))
  }
}
