import Foundation
import TestSupport
import Testing

@testable import FoveaData

@Suite struct JPEGTests {
  /// The largest difference between two pictures' bytes.
  private func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    zip(a, b).map { abs(Int($0) - Int($1)) }.max() ?? 0
  }

  /// At the best quality a pixel may be off by the rounding of two transforms and of the colours: some units.
  private let closeEnough = 4

  @Test(arguments: [false, true])
  func readsGreyAndColour(isProgressive: Bool) throws {
    try withFolder { folder in
      for kind in [JPEGKind.grey, .color] {
        let pixels = gradient(37, 21, channels: kind.channels)
        let path = try folder.write(
          "a.jpg", jpeg(37, 21, kind, pixels, isProgressive: isProgressive))
        let picture = try JPEG.read(path)
        #expect((picture.width, picture.height, picture.channels) == (37, 21, kind.channels))
        #expect(distance(picture.bytes, pixels) <= closeEnough)
      }
    }
  }

  @Test(arguments: [false, true])
  func cmykBecomesColour(isProgressive: Bool) throws {
    try withFolder { folder in
      let inks = gradient(24, 16, channels: 4)
      let file = jpeg(24, 16, .cmyk, inks, isProgressive: isProgressive)
      let picture = try Picture(contentsOf: folder.write("a.jpg", file))
      #expect((picture.width, picture.height, picture.channels) == (24, 16, 3))
      let expected = stride(from: 0, to: inks.count, by: 4).flatMap { i in
        (0..<3).map { UInt8(Int(inks[i + $0]) * Int(inks[i + 3]) / 255) }
      }
      #expect(distance(picture.bytes, expected) <= 2 * closeEnough)
    }
  }

  @Test func decodesNoMoreThanIsWanted() throws {
    let pixels = gradient(160, 120, channels: 3)
    let file = jpeg(160, 120, .color, pixels)
    for (wanted, width, height) in [
      (15, 20, 15), (16, 40, 30), (60, 80, 60), (61, 100, 75), (120, 160, 120), (500, 160, 120),
    ] {
      let picture = try JPEG.decode(file, "a.jpg", shorterSide: wanted)
      #expect((picture.width, picture.height) == (width, height), "\(wanted)")
      let whole = try JPEG.decode(file, "a.jpg").resized(width: width, height: height)
      // Averages of slowly changing pixels; half a step between pixels more where eighths do not fit.
      #expect(distance(picture.bytes, whole.bytes) <= 6, "\(wanted)")
    }
  }

  @Test func refusesFilesCutShortAnywhere() throws {
    try withFolder { folder in
      for isProgressive in [false, true] {
        let file = jpeg(
          40, 30, .color, gradient(40, 30, channels: 3), quality: 80, isProgressive: isProgressive)
        for length in 0..<file.count {
          let path = try folder.write("a.jpg", Array(file[..<length]))
          let line = folder.error { _ = try Picture(contentsOf: path) }
          #expect(line.hasPrefix("a.jpg: ") && line.contains(", found "), "\(length): \(line)")
        }
        let path = try folder.write("a.jpg", Array(file[..<(file.count - 40)]))
        #expect(
          folder.error { _ = try JPEG.read(path) }.hasPrefix(
            "a.jpg: pixels: expected 40 x 30, 3 channels, found a flaw ("))
      }
    }
  }

  @Test func bytesThatBelongToNothingDoNoHarm() throws {
    var file = jpeg(40, 30, .color, gradient(40, 30, channels: 3))
    let picture = try JPEG.decode(file, "a.jpg")
    // After the end marker, and before it, which the library warns of.
    #expect(try JPEG.decode(file + [1, 2, 3], "a.jpg") == picture)
    file.insert(contentsOf: [UInt8](repeating: 7, count: 30), at: file.count - 2)
    #expect(try JPEG.decode(file, "a.jpg") == picture)
    // But the end must be there.
    #expect(throws: DataError.self) { try JPEG.decode(file.dropLast(2), "a.jpg") }
  }

  @Test func refusesMorePixelsThanItTakesBeforeItTakesMemory() throws {
    var file = jpeg(16, 16, .color, gradient(16, 16, channels: 3))
    // Height and width stand five bytes after the marker of a baseline frame.
    let frame = try #require(file.indices.first { file[$0] == 0xFF && file[$0 + 1] == 0xC0 })
    file.replaceSubrange(frame + 5..<frame + 9, with: [0xEA, 0x60, 0xEA, 0x60])
    let error = DataError(
      "a.jpg", at: "size", expected: "at most 67108864 pixels", found: "60000 x 60000",
      advice: "make the picture smaller")
    #expect(throws: error) { try JPEG.decode(file, "a.jpg") }
    file.replaceSubrange(frame + 5..<frame + 9, with: [0, 0, 0, 0])
    #expect(throws: DataError.self) { try JPEG.decode(file, "a.jpg") }
  }

  @Test func whateverByteIsChangedNothingTraps() throws {
    let file = jpeg(20, 20, .color, gradient(20, 20, channels: 3), quality: 70)
    for place in file.indices {
      for change: UInt8 in [0xFF, 0x01, 0x80] {
        var bytes = file
        bytes[place] ^= change
        _ = try? Picture(bytes, "a.jpg", shorterSide: 8)
      }
    }
  }

  @Test func theKindIsSeenFromTheBytesNotTheName() throws {
    try withFolder { folder in
      let pixels = gradient(8, 8, channels: 3)
      let asPNG = try folder.write("a.png", jpeg(8, 8, .color, pixels))
      #expect(try Picture(contentsOf: asPNG).width == 8)
      let png = folder.url.path + "/b.jpg"
      try PNG.write(Picture(width: 8, height: 8, channels: 3, bytes: pixels), to: png)
      #expect(try Picture(contentsOf: png).bytes == pixels)
      let text = try folder.write("c.jpg", Array("GIF89a".utf8))
      #expect(
        folder.error { _ = try Picture(contentsOf: text) }
          == "c.jpg: expected a PNG or JPEG picture, found neither; convert the picture to PNG or JPEG"
      )
      let empty = try folder.write("d.jpg", [])
      #expect(folder.error { _ = try Picture(contentsOf: empty) }.contains("found an empty file"))
    }
  }
}
