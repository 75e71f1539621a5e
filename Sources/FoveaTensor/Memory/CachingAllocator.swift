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
/// octave, so at most a quarter of a block is unused.
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

  private struct State: ~Copyable {
    /// Addresses of kept blocks by size class.
    var free: [[UInt]] = Array(repeating: [], count: 256)
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
        if $0.statistics.cachedBytes > newValue { Self.freeAll(&$0) }
      }
    }
  }

  /// Gives every kept block back to the system.
  public func emptyCache() { state.withLock { Self.freeAll(&$0) } }

  func allocate(bytes: Int) -> Block {
    let (size, sizeClass) = Self.classify(bytes)
    let reused: UInt? = state.withLock { state in
      let address = state.free[sizeClass].popLast()
      if address != nil {
        state.statistics.cachedBytes -= size
        state.statistics.reuses += 1
      } else {
        state.statistics.systemAllocations += 1
      }
      state.statistics.liveBytes += size
      state.statistics.peakLiveBytes = max(
        state.statistics.peakLiveBytes, state.statistics.liveBytes)
      return address
    }
    let address = reused.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
    return Block(address: address ?? Self.systemAllocate(size), bytes: size, sizeClass: sizeClass)
  }

  func release(_ block: Block) {
    let address = UInt(bitPattern: block.address)
    let kept = state.withLock { state in
      state.statistics.liveBytes -= block.bytes
      guard state.statistics.cachedBytes + block.bytes <= state.limit else { return false }
      state.free[block.sizeClass].append(address)
      state.statistics.cachedBytes += block.bytes
      return true
    }
    if !kept { free(block.address) }
  }

  /// The size class that holds `bytes`: powers of two and three steps between each two, from 256.
  static func classify(_ bytes: Int) -> (size: Int, index: Int) {
    let wanted = max(bytes, 256)
    let octave = Int.bitWidth - 1 - (wanted - 1).leadingZeroBitCount  // 2^octave < wanted
    let step = 1 << (octave - 2)
    let size = (wanted + step - 1) / step * step
    return (size, octave * 4 + (size >> (octave - 2)) - 5)
  }

  private static func systemAllocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    let hugePage = 1 << 21
    var address: UnsafeMutableRawPointer?
    let alignment = bytes >= hugePage ? hugePage : 64
    guard posix_memalign(&address, alignment, bytes) == 0, let address else {
      fatalError("out of memory: the system refused \(bytes) bytes for a tensor")
    }
    #if os(Linux)
      // Fewer page faults and fewer misses of the address cache; only advice, so its result is ignored.
      if bytes >= hugePage { _ = madvise(address, bytes, 14 /* MADV_HUGEPAGE */) }
    #endif
    return address
  }

  private static func freeAll(_ state: inout State) {
    for sizeClass in state.free.indices {
      for address in state.free[sizeClass] { free(UnsafeMutableRawPointer(bitPattern: address)) }
      state.free[sizeClass].removeAll()
    }
    state.statistics.cachedBytes = 0
  }
}

/// The machine's memory in bytes.
public func physicalMemory() -> Int {
  sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
}
