/// A message in the wire format of Protocol Buffers, put together field by field.
///
/// Source: "Protocol Buffers, Encoding": a key, 8 * number + kind, before each value; kind 0 is a number of 7 bits a
/// byte, 1 has 8 bytes, 2 a length and so many bytes, 5 has 4 bytes.
package struct ProtocolMessage {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// A whole number; negative ones take ten bytes.
  package mutating func add(_ number: Int, _ value: Int) {
    key(number, 0)
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// A number in double precision.
  package mutating func add(_ number: Int, _ value: Double) {
    key(number, 1)
    append(value.bitPattern)
  }

  /// A number in single precision.
  package mutating func add(_ number: Int, _ value: Float) {
    key(number, 5)
    append(value.bitPattern)
  }

  /// Bytes.
  package mutating func add(_ number: Int, _ value: [UInt8]) {
    open(number, count: value.count)
    bytes += value
  }

  /// A text.
  package mutating func add(_ number: Int, _ value: String) { add(number, Array(value.utf8)) }

  /// A message inside.
  package mutating func add(_ number: Int, _ value: ProtocolMessage) { add(number, value.bytes) }

  /// Numbers one after the other, packed.
  package mutating func add(_ number: Int, _ values: [Double]) {
    open(number, count: 8 * values.count)
    for value in values { append(value.bitPattern) }
  }

  /// The beginning of a field of `count` bytes, which its owner writes behind this: what is too large to be copied.
  package mutating func open(_ number: Int, count: Int) {
    key(number, 2)
    varint(UInt64(count))
  }

  private mutating func key(_ number: Int, _ kind: UInt64) { varint(UInt64(number) << 3 | kind) }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }
}
