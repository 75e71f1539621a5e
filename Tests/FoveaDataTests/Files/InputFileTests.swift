import Foundation
import TestSupport
import Testing

@testable import FoveaData

@Suite struct InputFileTests {
  /// Bytes that compress, but not to nothing.
  private let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 7) }

  @Test func readsPlainAndCompressedAlikeWhateverTheName() throws {
    try withFolder { folder in
      for (name, bytes) in [("plain.gz", content), ("packed", gzip(content))] {
        let file = try InputFile(folder.write(name, bytes))
        #expect(file.isCompressed == (name == "packed"))
        #expect(file.size == bytes.count)
        #expect(try file.read(7) == Array(content[..<7]))
        #expect(try file.read(content.count) == Array(content[7...]))
        #expect(try file.read(1).isEmpty)
      }
    }
  }

  @Test func readsSeveralMembersAsOne() throws {
    try withFolder { folder in
      let bytes = gzip(Array(content[..<1000])) + gzip([]) + gzip(Array(content[1000...]))
      let file = try InputFile(folder.write("members.gz", bytes))
      #expect(try file.read(content.count + 1) == content)
    }
  }

  @Test func refusesWhatIsNoFile() throws {
    try withFolder { folder in
      #expect(
        folder.error { _ = try InputFile(folder.url.path + "/none") }
          == "none: expected a file, found no such file or directory; check the path")
      try FileManager.default.createDirectory(
        at: folder.url.appendingPathComponent("folder"), withIntermediateDirectories: false)
      #expect(
        folder.error { _ = try InputFile(folder.url.path + "/folder") }
          == "folder: expected a file, found a folder; check the path")
      // Opening a pipe would wait for ever.
      #expect(mkfifo(folder.url.path + "/pipe", 0o600) == 0)
      #expect(
        folder.error { _ = try InputFile(folder.url.path + "/pipe") }
          == "pipe: expected a file, found something else; check the path")
    }
  }

  @Test func noticesCompressedDataCutShortAnywhere() throws {
    let packed = gzip(Array(content[..<5000]))
    try withFolder { folder in
      // From the first byte after the magic to the last of the check sum.
      for length in Array(2..<40) + Array(packed.count - 9..<packed.count) {
        let path = try folder.write("short.gz", Array(packed[..<length]))
        #expect(
          folder.error { _ = try InputFile(path).read(5001) }
            == "short.gz: byte \(length): expected more compressed data, found the file's end; "
            + "the file is cut short, get it again")
      }
    }
  }

  @Test func noticesDamage() throws {
    let packed = gzip(Array(content[..<5000]))
    try withFolder { folder in
      func error(changing place: Int) throws -> String {
        var bytes = packed
        bytes[place] ^= 0xFF
        let path = try folder.write("damaged.gz", bytes)
        return folder.error { _ = try InputFile(path).read(5001) }
      }
      let method = try error(changing: 2)
      #expect(
        method == "damaged.gz: near byte 4: expected sound compressed data, "
          + "found a flaw (unknown compression method); the file is damaged, get it again")
      let checkSum = try error(changing: packed.count - 8)
      #expect(checkSum.contains("found a flaw (incorrect data check)"))
      let length = try error(changing: packed.count - 1)
      #expect(length.contains("found a flaw (incorrect length check)"))
      // Wherever a byte is changed, that is an error, or too long, or changes nothing: the header's
      // time, for example.
      for place in 2..<packed.count {
        var bytes = packed
        bytes[place] ^= 0x55
        let path = try folder.write("changed.gz", bytes)
        let read = try? InputFile(path).read(5001)
        let isNoticed = read == nil || read?.count == 5001
        #expect(isNoticed || read == Array(content[..<5000]), "byte \(place)")
      }
    }
  }

  @Test func refusesTrailingBytes() throws {
    try withFolder { folder in
      let packed = gzip([1, 2, 3])
      let path = try folder.write("trailing.gz", packed + [0])
      #expect(
        folder.error { _ = try InputFile(path).read(4) }
          == "trailing.gz: byte \(packed.count): expected the end of the compressed data, "
          + "found trailing bytes; get the file again")
    }
  }
}
