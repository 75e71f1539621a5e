#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The MD5 sum of bytes, which publishers of data sets give to compare files with. It proves that a file came whole,
/// not that nobody meant harm.
///
/// Source: RFC 1321.
struct MD5 {
  private var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
  private var rest: [UInt8] = []
  private var count: UInt64 = 0

  private static let sines = (1...64).map { UInt32(abs(sin(Double($0))) * 0x1p32) }
  private static let shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]

  /// Takes further bytes.
  mutating func update(_ bytes: [UInt8]) {
    count += UInt64(bytes.count)
    rest += bytes
    let whole = rest.count / 64 * 64
    rest.withUnsafeBufferPointer { bytes in
      for start in stride(from: 0, to: whole, by: 64) { add(bytes, from: start) }
    }
    rest.removeFirst(whole)
  }

  /// The sum of all bytes taken, as 32 digits of base 16.
  func text() -> String {
    var last = self
    let zeros = (119 - rest.count) % 64
    last.update(
      [0x80] + [UInt8](repeating: 0, count: zeros)
        + (0..<8).map { UInt8(truncatingIfNeeded: (count &* 8) >> (8 * UInt64($0))) })
    return last.state.map { word in
      (0..<4).map { place in
        let byte = word >> (8 * UInt32(place)) & 255
        return (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
    }.joined()
  }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    for i in 0..<64 {
      let (mixed, word): (UInt32, Int) =
        switch i / 16 {
        case 0: (d ^ (b & (c ^ d)), i)
        case 1: (c ^ (d & (b ^ c)), (5 * i + 1) % 16)
        case 2: (b ^ c ^ d, (3 * i + 5) % 16)
        default: (c ^ (b | ~d), 7 * i % 16)
        }
      let place = start + 4 * word
      let value =
        UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
        | UInt32(bytes[place + 3]) << 24
      let sum = a &+ mixed &+ Self.sines[i] &+ value
      let shift = Self.shifts[i / 16 * 4 + i % 4]
      (a, d, c) = (d, c, b)
      b = b &+ (sum << shift | sum >> (32 - shift))
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
  }
}
