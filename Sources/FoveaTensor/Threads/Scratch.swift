import FoveaKernels

/// Memory for one task, from the caching allocator: a temporary allocation beyond a kilobyte would come from
/// the system each time.
@inline(__always)
package func withScratch<R>(_ count: Int, _ body: (Output) throws -> R) rethrows -> R {
  let storage = Storage(count: count, isScratch: true)
  return try withExtendedLifetime(storage) { try body(storage.pointer) }
}

extension ThreadPool {
  /// Sees to it that every thread finds memory for `count` scalars when up to `tasks` tasks ask for it by
  /// `withScratch`.
  ///
  /// How many of them hold theirs at the same time is chance. Without this, a training step could need one
  /// block more than any before it, which would come from the system.
  func stockScratch(tasks: Int, _ count: Int) {
    let threads = min(width, tasks)
    if threads > 1 { CachingAllocator.shared.stock(threads, bytes: Storage.bytes(count)) }
  }

  /// As `run(tasks:)`, with memory for `count` scalars for each task.
  package func run(tasks: Int, scratch count: Int, _ body: (_ task: Int, _ scratch: Output) -> Void)
  {
    stockScratch(tasks: tasks, count)
    run(tasks: tasks) { task in withScratch(count) { body(task, $0) } }
  }
}

/// Indices at the start of a task's scratch memory.
enum IndexScratch {
  /// Scalars that take the place of so many indices, and end at a cache line.
  static func scalars(_ count: Int) -> Int {
    let bytes = (count * MemoryLayout<Int>.stride + 63) / 64 * 64
    return bytes / MemoryLayout<Scalar>.stride
  }

  /// The scratch memory as indices.
  static func bind(_ scratch: Output, _ count: Int) -> UnsafeMutablePointer<Int> {
    UnsafeMutableRawPointer(scratch).bindMemory(to: Int.self, capacity: count)
  }
}
