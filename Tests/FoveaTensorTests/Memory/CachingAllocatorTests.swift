import TestSupport
import Testing

@testable import FoveaTensor

/// The allocator by itself, in instances of their own.
@Suite struct CachingAllocatorTests {
  let allocator = CachingAllocator(limit: 1 << 30)

  @Test("Size classes hold what was asked for, grow with it and waste at most a quarter")
  func classes() {
    var sizes = (1...5000).map { $0 }
    for octave in 12..<50 {
      for offset in [-1, 0, 1, 64] { sizes.append(1 << octave + offset) }
      sizes += (1...7).map { 1 << octave + $0 << (octave - 3) }
    }
    sizes.sort()
    var before = CachingAllocator.classify(0)
    var sizeOfClass: [Int: Int] = [before.index: before.size]
    for bytes in sizes {
      let now = CachingAllocator.classify(bytes)
      #expect(now.size >= bytes)
      #expect(now.size >= before.size && now.index >= before.index)
      #expect((now.index == before.index) == (now.size == before.size))
      #expect(sizeOfClass.updateValue(now.size, forKey: now.index) ?? now.size == now.size)
      #expect(now.size % 64 == 0)
      #expect((0..<256).contains(now.index))
      // The size of a class is in its own class.
      #expect(CachingAllocator.classify(now.size) == now)
      if bytes >= 1024 { #expect(now.size - bytes <= now.size / 4, "\(bytes) in \(now.size)") }
      before = now
    }
    #expect(CachingAllocator.classify(0).size == 256)
    #expect((0..<256).contains(CachingAllocator.classify(1 << 62).index))
  }

  @Test("A released block answers the next request of its class, and no other")
  func reuse() {
    let first = allocator.allocate(bytes: 10_000)
    allocator.release(first)
    #expect(allocator.statistics.cachedBytes == first.bytes)
    let second = allocator.allocate(bytes: first.bytes)
    #expect(second.address == first.address)
    let third = allocator.allocate(bytes: 10_000)
    #expect(third.address != second.address)
    allocator.release(third)
    let other = allocator.allocate(bytes: 20_000)
    #expect(other.address != third.address)
    let s = allocator.statistics
    #expect(s.systemAllocations == 3)
    #expect(s.reuses == 1)
    #expect(s.liveBytes == second.bytes + other.bytes)
    #expect(s.peakLiveBytes == second.bytes + third.bytes || s.peakLiveBytes == s.liveBytes)
    #expect(s.cachedBytes == third.bytes)
    allocator.release(second)
    allocator.release(other)
    #expect(allocator.statistics.liveBytes == 0)
    allocator.emptyCache()
  }

  @Test("Blocks are aligned and theirs alone", arguments: [1, 256, 4097, 1 << 20, (1 << 21) + 5])
  func alignment(_ bytes: Int) {
    let blocks = (0..<3).map { _ in allocator.allocate(bytes: bytes) }
    for (i, block) in blocks.enumerated() {
      #expect(UInt(bitPattern: block.address) % 64 == 0)
      block.address.initializeMemory(as: UInt8.self, repeating: UInt8(i), count: block.bytes)
    }
    for (i, block) in blocks.enumerated() {
      let raw = UnsafeRawBufferPointer(start: block.address, count: block.bytes)
      #expect(raw.allSatisfy { $0 == UInt8(i) })
      allocator.release(block)
    }
    allocator.emptyCache()
  }

  @Test("Emptied, nothing is kept and nothing in use is lost")
  func empty() {
    let live = allocator.allocate(bytes: 5000)
    allocator.release(allocator.allocate(bytes: 5000))
    allocator.release(allocator.allocate(bytes: 80_000))
    live.address.storeBytes(of: 42, as: Int.self)
    allocator.emptyCache()
    #expect(allocator.statistics.cachedBytes == 0)
    #expect(allocator.statistics.liveBytes == live.bytes)
    #expect(live.address.load(as: Int.self) == 42)
    let before = allocator.statistics.systemAllocations
    allocator.release(allocator.allocate(bytes: 80_000))
    #expect(allocator.statistics.systemAllocations == before + 1)
    allocator.release(live)
    allocator.emptyCache()
  }

  @Test("No more is kept than the limit; lowering it gives back what is above")
  func limit() {
    let blocks = (0..<4).map { _ in allocator.allocate(bytes: 4096) }
    allocator.limit = 2 * 4096
    for block in blocks { allocator.release(block) }
    #expect(allocator.statistics.cachedBytes == 2 * 4096)
    allocator.limit = 4096
    #expect(allocator.statistics.cachedBytes <= 4096)
    allocator.limit = 0
    #expect(allocator.statistics.cachedBytes == 0)
    allocator.release(allocator.allocate(bytes: 100))
    #expect(allocator.statistics.cachedBytes == 0)
    #expect(allocator.statistics.liveBytes == 0)
  }

  @Test("What is needed now pushes out what was kept for sizes that are gone")
  func eviction() {
    allocator.limit = 1 << 20
    let old = (0..<8).map { _ in allocator.allocate(bytes: 1 << 17) }
    for block in old { allocator.release(block) }
    #expect(allocator.statistics.cachedBytes == 1 << 20)
    // A step that asks for another size: after the first time nothing comes from the system.
    allocator.release(allocator.allocate(bytes: 1 << 18))
    let before = allocator.statistics.systemAllocations
    for _ in 0..<10 { allocator.release(allocator.allocate(bytes: 1 << 18)) }
    #expect(allocator.statistics.systemAllocations == before)
    #expect(allocator.statistics.cachedBytes <= 1 << 20)
    allocator.emptyCache()
  }

  @Test("Many threads take and give back; the books balance")
  func threads() async {
    let allocator = allocator
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          var random = TestRandom("allocator \(task)")
          var held: [CachingAllocator.Block] = []
          for _ in 0..<2000 {
            if held.count > 8 || (!held.isEmpty && Bool.random(using: &random)) {
              let block = held.remove(at: Int.random(in: 0..<held.count, using: &random))
              // Nobody else wrote here.
              #expect(block.address.load(as: Int.self) == task)
              allocator.release(block)
            } else {
              let block = allocator.allocate(bytes: Int.random(in: 1...20_000, using: &random))
              block.address.storeBytes(of: task, as: Int.self)
              held.append(block)
            }
          }
          for block in held { allocator.release(block) }
        }
      }
    }
    #expect(allocator.statistics.liveBytes == 0)
    #expect(allocator.statistics.cachedBytes > 0)
    allocator.emptyCache()
    #expect(allocator.statistics.cachedBytes == 0)
  }
}
