import CZlib
import Foundation
import FoveaData
import TestSupport
import Testing

@Suite struct PNGTests {
  private let grey = Picture(width: 3, height: 2, channels: 1, bytes: [0, 1, 127, 128, 254, 255])
  private let color = Picture(
    width: 2, height: 2, channels: 3, bytes: [255, 0, 0, 0, 255, 0, 0, 0, 255, 12, 34, 56])

  /// A chunk of a PNG file: length, type, content, check sum of both.
  private func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + content
    return bigEndian(content.count) + body + bigEndian(Int(crc32(0, body, UInt32(body.count))))
  }

  /// A PNG file of the given header and compressed rows.
  private func file(
    _ width: Int, _ height: Int, depth: UInt8 = 8, type: UInt8 = 0, interlaced: UInt8 = 0,
    _ rows: [UInt8], before: [UInt8] = []
  ) -> [UInt8] {
    var packed = [UInt8](repeating: 0, count: rows.count + 100)
    var length = UInt(packed.count)
    compress(&packed, &length, rows, UInt(rows.count))
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", bigEndian(width) + bigEndian(height) + [depth, type, 0, 0, interlaced])
      + before
      + chunk("IDAT", Array(packed[..<Int(length)])) + chunk("IEND", [])
  }

  @Test func writesAndReadsTheSame() throws {
    try withFolder { folder in
      for picture in [grey, color] {
        let path = folder.url.path + "/picture.png"
        try PNG.write(picture, to: path)
        #expect(try PNG.read(path) == picture)
      }
      // Nothing is left beside it, and what was there was replaced.
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["picture.png"])
    }
  }

  @Test func readsWhatOthersWrite() throws {
    try withFolder { folder in
      func read(_ bytes: [UInt8]) throws -> [UInt8] {
        try PNG.read(folder.write("a.png", bytes)).bytes
      }
      // Each row begins with its filter, here none.
      let plain = try read(file(2, 1, [0, 5, 250]))
      #expect(plain == [5, 250])
      let oneBit = try read(file(3, 1, depth: 1, [0, 0b1010_0000]))
      #expect(oneBit == [255, 0, 255])
      let colors = chunk("PLTE", [1, 2, 3, 200, 100, 50])
      let palette = try read(file(2, 1, type: 3, [0, 1, 0], before: colors))
      #expect(palette == [200, 100, 50, 1, 2, 3])
      // Grey with opacity: all of it, and none at all on white.
      let opacity = try read(file(2, 1, type: 4, [0, 9, 255, 9, 0]))
      #expect(opacity == [9, 255])
      // Colour with opacity.
      let faded = try read(file(2, 1, type: 6, [0, 1, 2, 3, 255, 1, 2, 3, 0]))
      #expect(faded == [1, 2, 3, 255, 255, 255])
      // 16 bits a channel, on the same scale as 8.
      // To the nearest of 8 bits: 0x4001 / 257 is 63.8, 0x40E0 / 257 is 64.6.
      let deep = try read(
        file(4, 1, depth: 16, [0, 0, 0, 0x40, 0x01, 0x40, 0xE0, 0xFF, 0xFE]))
      #expect(deep == [0, 0x40, 0x41, 255])
      let deepColor = try read(file(1, 1, depth: 16, type: 2, [0, 10, 1, 20, 90, 200, 170]))
      #expect(deepColor == [10, 20, 200])
      // 16 bits with opacity, and a palette with it: all, and none at all on white.
      let deepOpacity = try read(
        file(2, 1, depth: 16, type: 4, [0, 0x40, 0x01, 0xFF, 0xFF, 0x40, 0x01, 0, 0]))
      #expect(deepOpacity == [0x40, 255])
      let deepFaded = try read(
        file(
          2, 1, depth: 16, type: 6,
          [0] + [10, 1, 20, 90, 200, 170, 0xFF, 0xFF] + [10, 1, 20, 90, 200, 170, 0, 0]))
      #expect(deepFaded == [10, 20, 200, 255, 255, 255])
      let faint = try read(
        file(2, 1, type: 3, [0, 1, 0], before: colors + chunk("tRNS", [0, 255])))
      #expect(faint == [200, 100, 50, 255, 255, 255])
      // Interlaced: passes of every eighth, fourth and second pixel; some have none of 4 x 4.
      let rows: [[UInt8]] = [
        [0, 1], [0, 3], [0, 9, 11], [0, 2, 4], [0, 10, 12], [0, 5, 6, 7, 8], [0, 13, 14, 15, 16],
      ]
      let woven = try read(file(4, 4, interlaced: 1, rows.flatMap { $0 }))
      #expect(woven == (1...16).map { UInt8($0) })
    }
  }

  @Test func refusesWhatIsNoPNG() throws {
    try withFolder { folder in
      let text = try folder.write("a.png", Array("hello, this is no picture".utf8))
      #expect(
        folder.error { _ = try PNG.read(text) }
          == "a.png: expected a PNG picture, found none (Not a PNG file); "
          + "convert the picture to PNG")
      #expect(
        folder.error { _ = try PNG.read(folder.url.path + "/none.png") }
          == "none.png: expected a file, found no such file or directory; check the path")
      #expect(
        folder.error { _ = try PNG.read(folder.write("empty.png", [])) }.hasPrefix("empty.png: "))
    }
  }

  @Test func refusesFilesCutShortAnywhere() throws {
    var rows: [UInt8] = []
    for y in 0..<20 {
      rows.append(0)
      for x in 0..<30 { rows.append(UInt8((x * 7 + y * 13) & 255)) }
    }
    let whole = file(30, 20, rows)
    try withFolder { folder in
      func error(_ length: Int) throws -> String {
        let path = try folder.write("a.png", Array(whole[..<length]))
        return folder.error { _ = try PNG.read(path) }
      }
      let none = try error(whole.count)
      #expect(none == "no error")
      // The last 12 bytes are the end marker, the 4 before them a check sum.
      for length in 0..<whole.count - 16 {
        let line = try error(length)
        #expect(line.hasPrefix("a.png: ") && line.contains(", found "))
      }
      let half = try error(whole.count / 2)
      #expect(half.hasPrefix("a.png: pixels: expected 30 x 20, 1 channels, found a flaw ("))
      #expect(half.hasSuffix("); the file is damaged or cut short, get it again"))
    }
  }

  @Test func refusesDamagedPixels() throws {
    var bytes = file(2, 2, [0, 1, 2, 0, 3, 4])
    // In the check sum of the compressed rows, which is what libpng looks at first.
    bytes[bytes.count - 14] ^= 0xFF
    try withFolder { folder in
      let path = try folder.write("a.png", bytes)
      #expect(folder.error { _ = try PNG.read(path) }.contains("found a flaw ("))
    }
  }

  @Test func refusesMorePixelsThanItTakes() throws {
    try withFolder { folder in
      let path = try folder.write("a.png", file(1 << 14, 1 << 13, [0]))
      #expect(
        folder.error { _ = try PNG.read(path) }
          == "a.png: size: expected at most 67108864 pixels, found 16384 x 8192; "
          + "make the picture smaller")
    }
  }

  @Test func writesNothingWhereItCannot() throws {
    try withFolder { folder in
      let path = folder.url.path + "/none/a.png"
      #expect(
        folder.error { try PNG.write(grey, to: path) }
          == "none/a.png: expected a place to write a file to, found no such file or directory; "
          + "check that the folder exists, may be written to and has room")
      // The target is a folder: the new file must not stay beside it.
      try FileManager.default.createDirectory(
        at: folder.url.appendingPathComponent("b.png"), withIntermediateDirectories: false)
      #expect(
        folder.error { try PNG.write(grey, to: folder.url.path + "/b.png") }
          == "b.png: expected a file, or none yet, found a folder; choose a path")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["b.png"])
    }
  }
}
