import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FoveaTensor

/// Threads of their own, and what is told where there can be none.
@Suite struct SpawnTests {
  @Test func aThreadRunsWhatItIsGiven() {
    let alarm = Alarm()
    let hasRun = Atomic(false)
    let isStarted = spawnThread {
      hasRun.store(true, ordering: .releasing)
      alarm.ring()
    }
    #expect(isStarted)
    alarm.wait { hasRun.load(ordering: .acquiring) }
  }

  #if canImport(Glibc)
    /// In a process of its own, whose threads would need larger stacks than there are addresses for.
    @Test func aThreadThatCannotBeMadeIsToldOf() async {
      await #expect(processExitsWith: .success) {
        // By its name: Swift's Glibc hides the function.
        typealias SetDefault = @convention(c) (UnsafePointer<pthread_attr_t>) -> CInt
        let symbol = try #require(dlsym(dlopen(nil, RTLD_NOW), "pthread_setattr_default_np"))
        let setDefault = unsafeBitCast(symbol, to: SetDefault.self)
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        try #require(pthread_attr_setstacksize(&attributes, 1 << 47) == 0)
        try #require(setDefault(&attributes) == 0)
        #expect(!spawnThread {})
      }
    }
  #endif
}
