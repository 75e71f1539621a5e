import Testing

@testable import FoveaReport

@Suite("TensorBoard's event files")
struct TensorBoardEventTests {
  /// RFC 3720, B.4, and the check value of the catalogue of CRCs.
  @Test("the checks of the standard's examples")
  func crc() {
    #expect(crc32c([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(crc32c([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(crc32c(0..<32) == 0x46DD_794E)
    #expect(crc32c((0..<32).reversed()) == 0x113F_DB5C)
    #expect(crc32c(Array("123456789".utf8)) == 0xE306_9283)
    // Turned right by 15 bits, plus the constant.
    #expect(maskedCRC32C([UInt8](repeating: 0, count: 32)) == 0x0FD7_FFFA)
  }

  @Test("fields as the encoding's own examples have them")
  func fields() {
    var message = ProtocolMessage()
    message.add(1, 150)
    message.add(2, "testing")
    #expect(
      message.bytes == [0x08, 0x96, 0x01, 0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67])
    var numbers = ProtocolMessage()
    numbers.add(1, 1.0 as Float)
    numbers.add(3, -1)
    #expect(
      numbers.bytes == [0x0D, 0, 0, 0x80, 0x3F, 0x18] + [UInt8](repeating: 0xFF, count: 9) + [1])
    var packed = ProtocolMessage()
    packed.add(6, [1.0, -2.0])
    #expect(packed.bytes == [0x32, 16, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0])
  }

  @Test("a record is its length, a check, the message and a check")
  func framing() {
    let record = TensorBoardEvent.version(time: 0).record
    let message = record[12..<record.count - 4]
    #expect(record[..<8].elementsEqual([UInt8(message.count), 0, 0, 0, 0, 0, 0, 0]))
    func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    #expect(number(record[8..<12]) == maskedCRC32C(record[..<8]))
    #expect(number(record.suffix(4)) == maskedCRC32C(message))
    #expect(message.suffix(13).elementsEqual("brain.Event:2".utf8))
  }

  @Test("a histogram counts every value once, up to its largest; equal values too")
  func histogram() throws {
    let histogram = try #require(ValueHistogram([-1, 0, 0.5, 1, .nan, .infinity], bins: 4))
    #expect(histogram.counts == [1, 0, 1, 2])
    #expect(histogram.limits == [-0.5, 0, 0.5, 1])
    #expect((histogram.sum, histogram.squares) == (0.5, 2.25))
    #expect(ValueHistogram([3, 3], bins: 4)?.counts == [2, 0, 0, 0])
    let wide = ValueHistogram([-.greatestFiniteMagnitude, .greatestFiniteMagnitude], bins: 2)
    #expect(wide?.counts == [1, 1])
    #expect(ValueHistogram([.nan]) == nil)
  }
}
