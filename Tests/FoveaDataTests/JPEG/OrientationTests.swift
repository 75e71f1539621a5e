import CZlib
import Foundation
import TestSupport
import Testing

@testable import FoveaData

/// Pictures come the right way up, as Pillow turns them; a file that lies about it is taken as it is.
@Suite struct OrientationTests {
  private func fixture(_ name: String) throws -> String {
    try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
      .appendingPathComponent(name).path
  }

  @Test(arguments: 1...8) func everyOrientationIsAsPillowTurnsIt(_ number: Int) throws {
    let bytes = try readPictureFile(fixture("orientation-\(number).jpg"))
    #expect(Orientation(jpeg: bytes)?.number == number)
    let expected = try Picture(contentsOf: fixture("orientation-\(number).png"))
    let picture = try Picture(contentsOf: fixture("orientation-\(number).jpg"))
    #expect((picture.width, picture.height) == (number < 5 ? (24, 16) : (16, 24)))
    #expect((picture.width, picture.height) == (expected.width, expected.height))
    // The same library decodes both; versions of it round differently.
    let distance = zip(picture.bytes, expected.bytes).map { abs(Int($0) - Int($1)) }.max() ?? 0
    #expect(distance <= 4)
    // Decoded smaller as well.
    let small = try JPEG.decode(bytes, "a.jpg", shorterSide: 8)
    #expect((small.width, small.height) == (expected.width / 2, expected.height / 2))
  }

  /// A picture with a segment of Exif of these bytes, in which entries are little-endian.
  private func file(tiff: [UInt8]) -> [UInt8] {
    let content = Array("Exif\0\0".utf8) + tiff
    let length = content.count + 2
    let picture = jpeg(16, 8, .grey, gradient(16, 8, channels: 1))
    return picture[..<2] + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + content
      + picture.dropFirst(2)
  }

  private let tiff: [UInt8] = [
    0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
  ]

  /// A PNG file's chunk of Exif, before the picture or behind it.
  @Test func portablePicturesAreTurnedAsWell() throws {
    let bytes = try PNG.encoded(
      Picture(width: 16, height: 8, channels: 1, bytes: gradient(16, 8, channels: 1)))
    let upright = try PNG.decode(bytes, "a.png")
    let body = Array("eXIf".utf8) + tiff
    let chunk = bigEndian(tiff.count) + body + bigEndian(Int(crc32(0, body, UInt32(body.count))))
    // Behind the header of 13 bytes; before the end, which has none.
    for place in [8 + 25, bytes.count - 12] {
      let turned = try PNG.decode(bytes[..<place] + chunk + bytes[place...], "a.png")
      #expect((turned.width, turned.height) == (8, 16))
      #expect(turned == upright.turned(by: try #require(Orientation(jpeg: file(tiff: tiff)))))
    }
    let other = bytes[..<33] + bigEndian(1 << 30) + chunk.dropFirst(4) + bytes[33...]
    #expect(other.withUnsafeBytes { Orientation(png: $0) } == nil)
  }

  @Test func aDirectoryThatIsNotSoundTurnsNothing() throws {
    #expect(Orientation(jpeg: file(tiff: tiff))?.number == 6)
    // Cut short anywhere; the last 4 bytes, where the next directory is, are not read.
    for length in 0..<20 {
      let bytes = file(tiff: Array(tiff[..<length]))
      #expect(Orientation(jpeg: bytes) == nil, "\(length) bytes")
      let picture = try JPEG.decode(bytes, "a.jpg")
      #expect((picture.width, picture.height) == (16, 8))
    }
    // Place and what is there: order, magic, offset, count, tag, type, number of values, value.
    for (place, bytes) in [
      (0, [0x49, 0x4D]), (2, [43]), (4, [0xFF, 0xFF, 0xFF, 0xFF]), (4, [26]), (8, [0, 0]),
      (10, [0x13]), (12, [4]), (14, [2]), (18, [0]), (18, [9]), (18, [0xFF, 0xFF]),
    ] as [(Int, [UInt8])] {
      var wrong = tiff
      wrong.replaceSubrange(place..<place + bytes.count, with: bytes)
      #expect(Orientation(jpeg: file(tiff: wrong)) == nil, "\(place): \(bytes)")
    }
  }

  @Test func theFileMayEndAnywhere() {
    let bytes = file(tiff: tiff)
    for length in 0..<bytes.count { _ = Orientation(jpeg: Array(bytes[..<length])) }
    #expect(Orientation(jpeg: Array(bytes[..<30])) == nil)
  }
}
