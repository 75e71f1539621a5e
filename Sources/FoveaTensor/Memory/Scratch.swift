import FoveaKernels

/// Memory for one task, from the caching allocator: what is larger than a kilobyte would come from the system
/// each time if it were a temporary allocation.
@inline(__always)
package func withScratch<R>(_ count: Int, _ body: (Output) throws -> R) rethrows -> R {
  let storage = Storage(count: count)
  return try withExtendedLifetime(storage) { try body(storage.pointer) }
}

/// Memory for one task's indices.
@inline(__always)
func withIndexScratch<R>(
  _ count: Int, _ body: (UnsafeMutablePointer<Int>) throws -> R
) rethrows -> R {
  let scalars = MemoryLayout<Int>.stride / MemoryLayout<Scalar>.stride
  return try withScratch(count * scalars) { memory in
    try body(UnsafeMutableRawPointer(memory).bindMemory(to: Int.self, capacity: count))
  }
}
