import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FoveaTensor

@Suite struct SideBySideTests {
  @Test(arguments: [(0, 3), (1, 1), (7, 1), (7, 3), (2, 8)])
  func eachPieceIsDoneOnce(_ count: Int, _ threads: Int) {
    let done = Mutex([Int]())
    SideBySide.run(count, threads: threads) { index in done.withLock { $0.append(index) } }
    #expect(done.withLock { $0 }.sorted() == Array(0..<count))
  }

  @Test func asManyThreadsAsAskedForAreAtWork() {
    // Each waits for the other: one thread alone would wait for ever.
    let arrived = Atomic(0)
    SideBySide.run(2, threads: 2) { _ in
      arrived.add(1, ordering: .relaxed)
      let clock = ContinuousClock()
      let end = clock.now + .seconds(20)
      while arrived.load(ordering: .relaxed) < 2, clock.now < end { usleep(100) }
    }
    #expect(arrived.load(ordering: .relaxed) == 2)
  }

  /// While two are at work, each keeps to its thread; the last one left has the pool.
  @Test func runsAreSharedOnlyByWhoIsAlone() {
    let isCrowded = Mutex([Bool]())
    let first = Atomic(false)
    SideBySide.run(2, threads: 2) { index in
      let clock = ContinuousClock()
      let end = clock.now + .seconds(20)
      // Until both are at work; neither leaves before the other has said so.
      while SideBySide.current?.isCrowded != true, clock.now < end { usleep(100) }
      isCrowded.withLock { $0.append(SideBySide.current?.isCrowded ?? false) }
      if index == 0 {
        while isCrowded.withLock({ $0.count }) < 2, clock.now < end { usleep(100) }
        first.store(true, ordering: .relaxed)
      } else {
        while !first.load(ordering: .relaxed), clock.now < end { usleep(100) }
        // The other thread has nothing left to claim and leaves.
        while SideBySide.current?.isCrowded == true, clock.now < end { usleep(100) }
        isCrowded.withLock { $0.append(SideBySide.current?.isCrowded ?? true) }
      }
    }
    #expect(isCrowded.withLock { $0 } == [true, true, false])
    #expect(SideBySide.current == nil)
  }

  @Test func theBitsAreThoseOfThePool() {
    var random = TestRandom("side by side")
    let (a, b) = (random.uniform([70, 90]), random.uniform([90, 50]))
    let expected = a.matmul(b)
    let results = Mutex([Tensor]())
    SideBySide.run(3, threads: 3) { _ in
      let product = a.matmul(b)
      results.withLock { $0.append(product) }
    }
    #expect(results.withLock { $0 } == [expected, expected, expected])
  }
}
