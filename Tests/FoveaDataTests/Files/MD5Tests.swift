import Testing

@testable import FoveaData

@Suite struct MD5Tests {
  /// The examples of RFC 1321, A.5, and the lengths around a block.
  @Test func sumsAreThoseOfTheStandard() {
    let cases = [
      ("", "d41d8cd98f00b204e9800998ecf8427e"), ("a", "0cc175b9c0f1b6a831c399e269772661"),
      ("abc", "900150983cd24fb0d6963f7d28e17f72"),
      ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
      ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
      (
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "57edf4a22be3c955ac49da2e2107b67a"
      ),
    ]
    for (text, expected) in cases {
      var sum = MD5()
      sum.update(Array(text.utf8))
      #expect(sum.text() == expected)
    }
  }

  @Test func piecesAreSummedAsTheWhole() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 * 7) }
    for length in [54, 55, 56, 57, 63, 64, 65, 119, 120, 300] {
      var (whole, pieces) = (MD5(), MD5())
      whole.update(Array(bytes[..<length]))
      for byte in bytes[..<length] { pieces.update([byte]) }
      #expect(whole.text() == pieces.text())
    }
  }
}
