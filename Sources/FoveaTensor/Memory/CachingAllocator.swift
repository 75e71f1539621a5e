import FoveaKernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Keeps released buffers for the next tensor of about that size.
///
/// Fresh large buffers cost a CPU trainer more in page faults than the arithmetic on them does; a
/// training step asks for the same sizes again and again. Sizes are rounded up to four classes an
/// octave, so at most a quarter of a block is unused; scratch memory may sit in one four times as large.
/// Above the limit, blocks of the sizes that were asked for longest ago go back to the system.
public final class CachingAllocator: Sendable {
  /// The allocator that every tensor uses.
  public static let shared = CachingAllocator(limit: physicalMemory() / 2)

  /// How the allocator's memory stands.
  public struct Statistics: Hashable, Sendable {
    /// Bytes in use by tensors.
    public var liveBytes = 0
    /// The most bytes that were in use at once.
    public var peakLiveBytes = 0
    /// Bytes kept for reuse.
    public var cachedBytes = 0
    /// Requests that went to the system.
    public var systemAllocations = 0
    /// Requests that a kept block answered.
    public var reuses = 0
  }

  struct Block {
    let address: UnsafeMutableRawPointer
    let bytes: Int
    let sizeClass: Int
  }

  /// The kept blocks of one size class.
  private struct Shelf {
    var blocks: [UnsafeMutableRawPointer] = []
    /// Bytes of each.
    var size = 0
    /// When a block of this class was asked for last, counted in requests.
    var lastUse = 0
  }

  private struct State: ~Copyable {
    /// By size class.
    var shelves = [Shelf](repeating: Shelf(), count: 256)
    var requests = 0
    var statistics = Statistics()
    var limit: Int
  }

  private let state: Mutex<State>

  /// An allocator that keeps at most `limit` bytes for reuse.
  init(limit: Int) { state = Mutex(State(limit: limit)) }

  /// The counts so far.
  public var statistics: Statistics { state.withLock { $0.statistics } }

  /// The most bytes kept for reuse; half the machine's memory by default. Lowering it frees what is
  /// above it.
  public var limit: Int {
    get { state.withLock { $0.limit } }
    set {
      state.withLock {
        $0.limit = newValue
        Self.shrink(&$0, to: newValue)
      }
    }
  }

  /// Gives every kept block back to the system.
  public func emptyCache() { state.withLock { Self.shrink(&$0, to: 0) } }

  /// - Parameter mayBeLarger: whether a kept block of up to four times the size will do: for memory that is given
  ///   back soon. What lives long would hold it for nothing.
  func allocate(bytes: Int, mayBeLarger: Bool = false) -> Block {
    let (size, sizeClass) = Self.classify(bytes)
    let (reused, block) = state.withLock { state in
      state.requests += 1
      state.shelves[sizeClass].lastUse = state.requests
      state.shelves[sizeClass].size = size
      let shelf =
        Self.shelves(for: sizeClass, size, mayBeLarger, state)
        .first { !state.shelves[$0].blocks.isEmpty } ?? sizeClass
      state.shelves[shelf].lastUse = state.requests
      let bytes = state.shelves[shelf].size
      let address = state.shelves[shelf].blocks.popLast().map { UInt(bitPattern: $0) }
      if address != nil {
        state.statistics.cachedBytes -= bytes
        state.statistics.reuses += 1
      } else {
        state.statistics.systemAllocations += 1
      }
      state.statistics.liveBytes += bytes
      state.statistics.peakLiveBytes = max(
        state.statistics.peakLiveBytes, state.statistics.liveBytes)
      return (address, (bytes: bytes, sizeClass: shelf))
    }
    let address = reused.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
    return Block(
      address: address ?? fresh(block.bytes), bytes: block.bytes, sizeClass: block.sizeClass)
  }

  /// The classes whose kept blocks serve a request: its own, and for large ones that may be larger those up to four
  /// times the size. Layers ask for scratch memory of many sizes, one after the other: kept apart, it would add up.
  private static func shelves(
    for sizeClass: Int, _ size: Int, _ mayBeLarger: Bool, _ state: borrowing State
  ) -> ClosedRange<Int> {
    let isLarge = mayBeLarger && size >= 1 << 20
    return sizeClass...(isLarge ? min(sizeClass + 8, state.shelves.count - 1) : sizeClass)
  }

  /// Sees to it that `count` blocks for `bytes` are kept, unless they are more than the limit: as many
  /// threads then find one each, however many of them ask at the same time.
  func stock(_ count: Int, bytes: Int) {
    let (size, sizeClass) = Self.classify(bytes)
    let isStocked = state.withLock { state in
      var kept = 0
      for shelf in Self.shelves(for: sizeClass, size, true, state) {
        kept += state.shelves[shelf].blocks.count
      }
      return kept >= count || state.limit / count < size
    }
    if isStocked { return }
    let blocks = (0..<count).map { _ in allocate(bytes: bytes, mayBeLarger: true) }
    for block in blocks { release(block) }
  }

  func release(_ block: Block) {
    let address = UInt(bitPattern: block.address)
    state.withLock { state in
      guard let address = UnsafeMutableRawPointer(bitPattern: address) else { return }
      state.statistics.liveBytes -= block.bytes
      state.statistics.cachedBytes += block.bytes
      state.shelves[block.sizeClass].blocks.append(address)
      Self.shrink(&state, to: state.limit)
    }
  }

  /// The size class that holds `bytes`: powers of two and three steps between each two, from 256.
  static func classify(_ bytes: Int) -> (size: Int, index: Int) {
    let wanted = max(bytes, 256)
    let octave = Int.bitWidth - 1 - (wanted - 1).leadingZeroBitCount  // 2^octave < wanted
    let step = 1 << (octave - 2)
    let size = (wanted + step - 1) / step * step
    return (size, octave * 4 + (size >> (octave - 2)) - 5)
  }

  /// A block from the system; what is kept for reuse is given up before the request is.
  private func fresh(_ bytes: Int) -> UnsafeMutableRawPointer {
    if let address = Self.systemAllocate(bytes) { return address }
    emptyCache()
    if let address = Self.systemAllocate(bytes) { return address }
    stop("out of memory: the system refused \(bytes) bytes for a tensor")
  }

  private static func systemAllocate(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let hugePage = 1 << 21
    var address: UnsafeMutableRawPointer?
    let alignment = bytes >= hugePage ? hugePage : 64
    guard posix_memalign(&address, alignment, bytes) == 0, let address else { return nil }
    #if os(Linux)
      // Fewer page faults and fewer misses of the address cache; only advice, so its result is ignored.
      if bytes >= hugePage { _ = madvise(address, bytes, 14 /* MADV_HUGEPAGE */) }
    #endif
    return address
  }

  /// Frees kept blocks until at most `bytes` are kept, those of the class longest unused first.
  private static func shrink(_ state: inout State, to bytes: Int) {
    while state.statistics.cachedBytes > max(bytes, 0) {
      let stale = state.shelves.indices.filter { !state.shelves[$0].blocks.isEmpty }
        .min { state.shelves[$0].lastUse < state.shelves[$1].lastUse }
      guard let stale, let block = state.shelves[stale].blocks.popLast() else { return }
      state.statistics.cachedBytes -= state.shelves[stale].size
      free(block)
    }
  }
}

/// The memory that this process may use, in bytes: the machine's, or less by its control group.
public func physicalMemory() -> Int {
  let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
  #if os(Linux)
    return controlGroupLines("memory.max").compactMap { Int($0) }.reduce(machine, min)
  #else
    return machine
  #endif
}
