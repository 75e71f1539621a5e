import Synchronization
import TestSupport
import Testing

@testable import FoveaTensor

/// Denormal numbers count as zero inside the pool, on every thread, and nowhere else.
@Suite struct DenormalTests {
  @Test("Flushed on every thread inside", arguments: [1, 2, 4])
  func inside(_ width: Int) {
    let pool = ThreadPool(width: width)
    let kept = Atomic<Int>(0)
    for tasks in [1, 2, 64] {
      pool.run(tasks: tasks) { _ in
        if keepsDenormals() { kept.wrappingAdd(1, ordering: .relaxed) }
        // Inside an inner run, and behind it.
        pool.run(tasks: 2) { _ in
          if keepsDenormals() { kept.wrappingAdd(1, ordering: .relaxed) }
        }
        if keepsDenormals() { kept.wrappingAdd(1, ordering: .relaxed) }
      }
    }
    #expect(kept.load(ordering: .relaxed) == 0)
  }

  @Test("As before outside", arguments: [1, 3])
  func outside(_ width: Int) {
    let pool = ThreadPool(width: width)
    #expect(keepsDenormals())
    pool.run(tasks: 10) { _ in }
    #expect(keepsDenormals())
    let tiny = Tensor(repeating: Scalar.leastNormalMagnitude, [3])
    expectEqual(tiny * 0.5, .zeros([3]))
    #expect(keepsDenormals())
  }
}

/// Whether half of the smallest normal number is a number. Never inlined, and over values that the
/// compiler does not know, so that it is the processor that computes.
@inline(never)
private func keepsDenormals() -> Bool {
  let smallest = Atomic<UInt32>(Float.leastNormalMagnitude.bitPattern)
  let half = Float(bitPattern: smallest.load(ordering: .relaxed)) * 0.5
  let denormal = Atomic<UInt32>(Float.leastNonzeroMagnitude.bitPattern)
  let sum = Float(bitPattern: denormal.load(ordering: .relaxed)) + 0
  return half.bitPattern != 0 || sum.bitPattern != 0
}
