import FoveaData
import TestSupport
import Testing

@Suite struct IDXFileTests {
  @Test func readsWhatWasWritten() throws {
    try withFolder { folder in
      let bytes = idx([2, 1, 3], [1, 2, 3, 4, 5, 255])
      for (name, content) in [("plain", bytes), ("packed", gzip(bytes))] {
        let file = try IDXFile(contentsOf: folder.write(name, content))
        #expect(file.dimensions == [2, 1, 3])
        #expect(file.elements == [1, 2, 3, 4, 5, 255])
      }
      #expect(try IDXFile(contentsOf: folder.write("empty", idx([0], []))).elements.isEmpty)
      // The zero comes after a product that no Int holds.
      let huge = idx([1 << 32 - 1, 1 << 32 - 1, 1 << 32 - 1, 0], [])
      #expect(try IDXFile(contentsOf: folder.write("zero", huge)).elements.isEmpty)
    }
  }

  /// Plain and gzipped, a bad file has the same line.
  private static let bad: [(name: String, bytes: [UInt8], error: String)] = [
    (
      "nothing", [],
      "magic number (bytes 0 to 3): expected 4 bytes, found 0; the file is cut short, get it again"
    ),
    (
      "magic cut short", [0, 0, 8],
      "magic number (bytes 0 to 3): expected 4 bytes, found 3; the file is cut short, get it again"
    ),
    (
      "wrong magic", [0x50, 0x4B, 8, 1],
      "magic number (bytes 0 and 1): expected 0 and 0, found 80 and 75; is this an IDX file?"
    ),
    (
      "floats", [0, 0, 13, 1, 0, 0, 0, 0],
      "type of the elements (byte 2): expected 8 (unsigned bytes), found 13 (32-bit floats); "
        + "convert the elements to unsigned bytes"
    ),
    (
      "no type", [0, 0, 0, 1, 0, 0, 0, 0],
      "type of the elements (byte 2): expected 8 (unsigned bytes), found 0 (no type of IDX); "
        + "convert the elements to unsigned bytes"
    ),
    (
      "rank 0", [0, 0, 8, 0, 1],
      "rank (byte 3): expected 1 to 4 dimensions, found 0; is this an IDX file?"
    ),
    (
      "rank 255", [0, 0, 8, 255, 1],
      "rank (byte 3): expected 1 to 4 dimensions, found 255; is this an IDX file?"
    ),
    (
      "no dimension", [0, 0, 8, 3],
      "dimension 0 (bytes 4 to 7): expected 4 bytes, found 0; the file is cut short, get it again"
    ),
    (
      "dimension cut short", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0],
      "dimension 2 (bytes 12 to 15): expected 4 bytes, found 1; the file is cut short, get it again"
    ),
    (
      "elements cut short", idx([2, 3], [1, 2, 3, 4, 5]),
      "elements (from byte 12): expected 6 bytes for 2 x 3, found 5; "
        + "the file is cut short, get it again"
    ),
    (
      "trailing bytes", idx([2, 3], [1, 2, 3, 4, 5, 6, 7]),
      "byte 18: expected the end after 2 x 3, found trailing bytes; the file is damaged, get it again"
    ),
    (
      "product overflows", idx([1 << 31, 1 << 31, 4], []),
      "dimensions (from byte 4): expected at most 2147483648 elements, "
        + "found 2147483648 x 2147483648 x 4; the file is damaged, or the limit must be raised"
    ),
    (
      "over the limit", idx([1 << 31, 2], []),
      "dimensions (from byte 4): expected at most 2147483648 elements, "
        + "found 2147483648 x 2 = 4294967296; the file is damaged, or the limit must be raised"
    ),
  ]

  @Test(arguments: bad.indices)
  func refusesBadFiles(_ i: Int) throws {
    let (name, bytes, error) = Self.bad[i]
    try withFolder { folder in
      for (suffix, content) in [("", bytes), (".gz", gzip(bytes))] {
        let path = try folder.write(name + suffix, content)
        #expect(
          folder.error { _ = try IDXFile(contentsOf: path) } == "\(name)\(suffix): \(error)")
      }
    }
  }

  @Test func refusesFilesCutShortAnywhere() throws {
    let whole = idx([2, 3, 2], Array(0..<12))
    try withFolder { folder in
      for length in 0..<whole.count {
        for bytes in [Array(whole[..<length]), gzip(Array(whole[..<length]))] {
          let path = try folder.write("short", bytes)
          #expect(
            folder.error { _ = try IDXFile(contentsOf: path) }
              .hasSuffix("; the file is cut short, get it again"))
        }
      }
    }
  }

  @Test func takesNoMemoryOnTheHeadersWord() throws {
    // 2 GiB announced by a file of 12 bytes, and of some 30 compressed ones.
    let bytes = idx([1 << 20, 1 << 11], [])
    try withFolder { folder in
      let plain = try folder.write("plain", bytes)
      #expect(
        folder.error { _ = try IDXFile(contentsOf: plain) }
          == "plain: elements (from byte 12): expected 2147483648 bytes for 1048576 x 2048, found 0; "
          + "the file is cut short, get it again")
      let packed = gzip(bytes)
      let path = try folder.write("packed", packed)
      #expect(
        folder.error { _ = try IDXFile(contentsOf: path) }
          == "packed: dimensions (from byte 4): expected no more than a compressed file of "
          + "\(packed.count) bytes can hold, found 1048576 x 2048 = 2147483648 elements; "
          + "the file is damaged, get it again")
    }
  }

  @Test func stopsInflatingABomb() throws {
    // A thousand times as much behind the elements as the file is long.
    let bomb = gzip(idx([4], [UInt8](repeating: 0, count: 50_000_000)))
    #expect(bomb.count < 60_000)
    try withFolder { folder in
      let path = try folder.write("bomb.gz", bomb)
      #expect(
        folder.error { _ = try IDXFile(contentsOf: path) }
          == "bomb.gz: byte 12: expected the end after 4, found trailing bytes; "
          + "the file is damaged, get it again")
    }
  }

  @Test func keepsToTheLimit() throws {
    try withFolder { folder in
      let path = try folder.write("five", idx([5], [1, 2, 3, 4, 5]))
      #expect(try IDXFile(contentsOf: path, limit: 5).elements.count == 5)
      #expect(
        folder.error { _ = try IDXFile(contentsOf: path, limit: 4) }
          == "five: dimensions (from byte 4): expected at most 4 elements, found 5 = 5; "
          + "the file is damaged, or the limit must be raised")
    }
  }
}
