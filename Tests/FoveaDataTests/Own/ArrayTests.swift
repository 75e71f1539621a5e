import CZlib
import Foundation
import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

/// NumPy's arrays and archives of them.
@Suite struct ArrayTests {
  /// An array's file, its head filled up to a multiple of 64 bytes as NumPy does.
  private func npy(
    _ kind: String, _ shape: String, _ elements: [UInt8], version: UInt8 = 1, head: String? = nil
  ) -> [UInt8] {
    var head = head ?? "{'descr': '\(kind)', 'fortran_order': False, 'shape': \(shape), }"
    let start = version == 1 ? 10 : 12
    while (start + head.utf8.count + 1) % 64 != 0 { head += " " }
    head += "\n"
    let count = head.utf8.count
    let length = (0..<(version == 1 ? 2 : 4)).map { UInt8(count >> (8 * $0) & 255) }
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + Array(head.utf8) + elements
  }

  private func little<T: FixedWidthInteger>(_ values: [T]) -> [UInt8] {
    values.flatMap { value in withUnsafeBytes(of: value.littleEndian) { Array($0) } }
  }

  private func zip(_ files: [(name: String, bytes: [UInt8])], isDeflated: Bool) -> [UInt8] {
    func two(_ value: Int) -> [UInt8] { little([UInt16(value)]) }
    func four(_ value: Int) -> [UInt8] { little([UInt32(value)]) }
    var (archive, list): ([UInt8], [UInt8]) = ([], [])
    for (name, bytes) in files {
      // A gzip member's head has 10 bytes and its end 8; between them is what a zip archive holds.
      let packed = isDeflated ? Array(gzip(bytes)[10...].dropLast(8)) : bytes
      let sum = Int(crc32(0, bytes, UInt32(bytes.count)))
      let common =
        two(isDeflated ? 8 : 0) + four(0) + four(sum) + four(packed.count) + four(bytes.count)
        + two(name.utf8.count)
      list +=
        four(0x0201_4B50) + two(20) + two(20) + two(0) + common + two(0) + two(0) + two(0) + two(0)
        + four(0) + four(archive.count) + Array(name.utf8)
      // As numpy.savez writes it: the sizes beside the file itself are elsewhere, in 20 bytes behind the name.
      archive +=
        four(0x0403_4B50) + two(20) + two(0) + two(isDeflated ? 8 : 0) + four(0) + four(sum)
        + four(0xFFFF_FFFF) + four(0xFFFF_FFFF) + two(name.utf8.count) + two(20) + Array(name.utf8)
        + [UInt8](repeating: 0, count: 20) + packed
    }
    return archive + list + four(0x0605_4B50) + two(0) + two(0) + two(files.count)
      + two(files.count) + four(list.count) + four(archive.count) + two(0)
  }

  private var keras: [(name: String, bytes: [UInt8])] {
    [
      ("x_test.npy", npy("|u1", "(1, 2, 3)", [9, 9, 9, 9, 9, 9])),
      ("x_train.npy", npy("|u1", "(2, 2, 3)", (0..<12).map { UInt8(20 * $0) })),
      ("y_train.npy", npy("<i8", "(2,)", little([1, 2] as [Int64]))),
      ("y_test.npy", npy("|u1", "(1, 1)", [0])),
    ]
  }

  @Test(arguments: [false, true])
  func readsArchivesAsKerasHasThem(isDeflated: Bool) throws {
    try withFolder { folder in
      let path = try folder.place("mnist.npz", zip(keras, isDeflated: isDeflated))
      let train = try DataSets.named(path, .train)
      #expect(train.imageShape == [2, 3, 1] && train.labels == [1, 2])
      #expect(train.classNames == ["0", "1", "2"])
      #expect(train.images.elements == (0..<12).map { Scalar(20 * $0) / 255 })
      let test = try DataSets.named(path, .test)
      #expect(test.labels == [0] && test.classCount == 3)
      #expect(!OwnDataSet.hasValidation(path))
    }
  }

  @Test func partsForValidationAreTheirOwn() throws {
    try withFolder { folder in
      let x = npy("|u1", "(2, 1, 1, 3)", [1, 2, 3, 4, 5, 6])
      let y = npy("|i1", "(2, 1)", [0, 1])
      let files = ["train", "val", "test"].flatMap {
        [("\($0)_images.npy", x), ("\($0)_labels.npy", y)]
      }
      let path = try folder.place("med.npz", zip(files, isDeflated: true))
      #expect(OwnDataSet.hasValidation(path))
      #expect(try DataSets.named(path, .validation).imageShape == [1, 1, 3])
    }
  }

  @Test func readsEveryKindOfNumber() throws {
    let values: [(String, [UInt8], [Double])] = [
      ("|b1", [0, 1], [0, 1]), ("|u1", [0, 255], [0, 255]), ("|i1", [0x80, 0x7F], [-128, 127]),
      ("<u2", little([1, 65535] as [UInt16]), [1, 65535]),
      (">u2", [0, 1, 2, 0], [1, 512]), ("<i2", little([-2, 3] as [Int16]), [-2, 3]),
      ("<u4", little([1, 4_000_000_000] as [UInt32]), [1, 4_000_000_000]),
      ("<i4", little([-5, 6] as [Int32]), [-5, 6]),
      (">i4", [0xFF, 0xFF, 0xFF, 0xFE, 0, 0, 1, 0], [-2, 256]),
      ("<u8", little([1, 1 << 40] as [UInt64]), [1, 0x1p40]),
      ("<i8", little([-1, 1 << 40] as [Int64]), [-1, 0x1p40]),
      ("<f4", little([Float(0.5).bitPattern, Float(-3).bitPattern]), [0.5, -3]),
      ("<f8", little([Double(0.1).bitPattern, Double(-1e300).bitPattern]), [0.1, -1e300]),
      (">f4", [0x3F, 0, 0, 0, 0xC0, 0x40, 0, 0], [0.5, -3]),
    ]
    for version: UInt8 in [1, 2, 3] {
      for (kind, bytes, expected) in values {
        let file = try NPYFile(npy(kind, "(2,)", bytes, version: version), "a.npy")
        #expect(file.numbers(as: Double.self) == expected && file.shape == [2], "\(kind)")
      }
    }
  }

  @Test func whatLooksAsIfItWereMeantOtherwiseIsNoted() throws {
    func notes(_ kind: String, _ shape: String, _ x: [UInt8], labels: [UInt8]) throws -> [String] {
      try withFolder { folder in
        try folder.place("x.npy", npy(kind, shape, x))
        try folder.place("y.npy", npy("|u1", "(\(labels.count),)", labels))
        let data = try DataSets.named(folder.url.path, .train)
        return data.notes.map { $0.replacingOccurrences(of: folder.url.path + "/", with: "") }
      }
    }
    func floats(_ most: Float) -> [UInt8] {
      little((0..<16).map { (Float($0) / 15 * most).bitPattern })
    }
    let fine: [UInt8] = [0, 0, 1, 1]
    #expect(
      try notes("<f4", "(4, 2, 2)", floats(255), labels: fine) == [
        "x.npy: values to 255, those of picture files are 0 ... 1: divide by 255, or save bytes as uint8"
      ])
    #expect(
      try notes("<i2", "(4, 2, 2)", little((0..<16).map(Int16.init)), labels: fine).count == 1)
    #expect(try notes("<f4", "(4, 2, 2)", floats(1), labels: fine) == [])
    // Scaled by their owner; no pictures.
    #expect(try notes("<f4", "(4, 2, 2)", floats(-255), labels: fine) == [])
    #expect(try notes("<f4", "(4, 4)", floats(255), labels: fine) == [])
    #expect(try notes("|u1", "(4, 2, 2)", Array(0..<16), labels: fine) == [])
    let planes = try notes("|u1", "(4, 3, 5, 6)", [UInt8](repeating: 1, count: 360), labels: fine)
    #expect(
      planes == [
        "x.npy: pictures of 3x5x6 have 6 channels, which come last; where they come first, save "
          + "x.transpose(0, 2, 3, 1)"
      ])
    #expect(
      try notes("|u1", "(4, 2, 2)", Array(0..<16), labels: [0, 0, 20, 20])[0].hasPrefix(
        "y.npy: no row has 19 of the 21 classes from 0 to 20; "))
  }

  @Test func readsFoldersOfArrays() throws {
    try withFolder { folder in
      let floats = (0..<12).map { Float($0) / 8 }
      try folder.place("x.npy", npy("<f4", "(4, 3)", little(floats.map(\.bitPattern))))
      try folder.place("y.npy", npy("<f8", "(4,)", little([0.0, 0, 1, 1].map(\.bitPattern))))
      let train = try DataSets.named(folder.url.path, .train)
      let test = try DataSets.named(folder.url.path, .test)
      #expect(train.imageShape == [1, 1, 3] && train.count == 2 && test.count == 2)
      let all = Set(train.images.elements + test.images.elements)
      #expect(all == Set(floats.map { Scalar($0) }))
    }
  }

  @Test func badArraysAreRefused() throws {
    let four: [UInt8] = [1, 2, 3, 4]
    func line(_ bytes: [UInt8]) -> String {
      do {
        _ = try NPYFile(bytes, "a.npy")
        return "no error"
      } catch { return "\(error)" }
    }
    func head(_ text: String) -> String { line(npy("", "", four, head: text)) }
    let whole = npy("<u2", "(2,)", four)
    #expect(line(whole) == "no error")
    for length in whole.indices { #expect(line(Array(whole[..<length])).contains(", found ")) }
    #expect(
      line(whole + [0])
        == "a.npy: elements (from byte 128): expected 4 bytes for 2 of u2, found 5; "
        + "the file is cut short or damaged, get it again")
    #expect(line([0x92] + whole.dropFirst()).contains("magic number (bytes 0 to 5): expected 0x93"))
    #expect(line(npy("<u2", "(2,)", four, version: 4)).contains("2.0 or 3.0, found 4.0"))
    var long = whole
    long.replaceSubrange(8..<10, with: [0xFF, 0xFF])
    #expect(line(long).contains("expected at most the 122 bytes there are, found 65535"))
    #expect(line(npy("<u2", "(4611686018427387904, 4)", four)).contains("that memory can"))
    #expect(line(npy("<u2", "(4611686018427387904, 2, 0, 8)", four)).contains("expected 0 byte"))
    #expect(line(npy("<f8", "(2305843009213693952,)", four)).contains("no more than memory"))
    #expect(line(npy("<u2", "(99999999999999999999,)", four)).contains("8 extents of 0 or mo"))
    #expect(line(npy("<u2", "(-1,)", four)).contains("at most 8 extents of 0 or more, found -"))
    #expect(line(npy("<u2", "(1,1,1,1,1,1,1,1,2)", four)).contains("at most 8 extents"))
    #expect(line(npy("<c8", "(2,)", four)).contains("expected elements of b1, u1, i1,"))
    #expect(line(npy("|O", "(2,)", four)).contains("found '|O'; convert by array.astype"))
    #expect(line(npy("|u2", "(2,)", four)).contains("found '|u2'"))
    #expect(
      head("{'descr': '<u2', 'fortran_order': True, 'shape': (2,), }")
        .contains("expected row-major elements ('fortran_order': False), found True"))
    #expect(head("{'descr': '<u2', 'shape': (2,), }").contains("found descr, shape"))
    #expect(head("{'descr': '<u2', 'descr': '<u2'}").contains("expected each entry once"))
    #expect(head("{'descr': '<u2', 'x': 1}").contains("found 'x'"))
    #expect(head("{'descr': '<u2").contains("expected a closing quotation mark, found none"))
    #expect(head("{'descr' '<u2'}").contains("expected a colon behind 'descr'"))
    #expect(head("x").contains("expected a dictionary, found \"x"))
    #expect(head("{").contains("expected a text in quotation marks, found the head's end"))
    let trailing = "{'descr': '<u2', 'fortran_order': False, 'shape': (2,), } x"
    #expect(head(trailing).contains("expected blanks to the head's end, found more"))
    #expect(head("{'descr': '<u2', 'fortran_order': False, 'shape': (2, 'x')}").contains("found "))
  }

  @Test func arraysThatDoNotBelongTogetherAreRefused() throws {
    let x = npy("<f4", "(2, 2)", little([0.5, 1, 2, 3].map { Float($0).bitPattern }))
    let y = npy("|u1", "(2,)", [0, 1])
    let cases: [([UInt8], [UInt8], String)] = [
      (
        x, npy("|u1", "(3,)", [0, 1, 2]),
        "x.npy: shape: expected 3 rows, as there are classes in y,"
      ),
      (
        x, npy("|u1", "(2, 2)", [0, 1, 1, 0]), "expected [n] or [n, 1], found 2 x 2; save y.argmax"
      ),
      (
        x, npy("|i1", "(2,)", [0, 0xFF]), "y.npy: element 1: expected a whole number in 0 ..< 65536"
      ),
      (
        x, npy("<f4", "(2,)", [0, 0, 0, 0, 0, 0, 0xC0, 0x7F]), "found nan; classes are counted from"
      ),
      (x, npy("<u4", "(2,)", little([0, 65536] as [UInt32])), "found 65536.0"),
      (npy("|u1", "(2,)", [0, 0]), y, "x.npy: shape: expected [n, height, width], [n, height,"),
      (npy("|u1", "(2, 0)", []), y, "expected 2 rows, as there are classes in y, none empty"),
      (
        npy("<f4", "(2, 1)", [0, 0, 0xC0, 0x7F, 0, 0, 0, 0]), y,
        "x.npy: element 0: expected a finite"
      ),
    ]
    for (x, y, part) in cases {
      try withFolder { folder in
        try folder.place("x.npy", x)
        try folder.place("y.npy", y)
        let line = folder.error { _ = try DataSets.named(folder.url.path, .train) }
        #expect(line.contains(part), "\(line)")
      }
    }
  }

  @Test func badArchivesAreRefused() throws {
    try withFolder { folder in
      func line(_ bytes: [UInt8]) throws -> String {
        let path = try folder.place("a.npz", bytes)
        return folder.error { _ = try DataSets.named(path, .train) }
      }
      for isDeflated in [false, true] {
        let whole = zip(keras, isDeflated: isDeflated)
        #expect(try line(whole) == "no error")
        for length in 0..<whole.count {
          #expect(
            try line(Array(whole[..<length])).contains("a.npz: expected a zip archive, found"))
        }
        // Whatever byte is changed, that is noticed or changes nothing.
        let data = try DataSets.named(folder.place("b.npz", whole), .train)
        for place in whole.indices {
          var bytes = whole
          bytes[place] ^= 0x55
          let path = try folder.place("c.npz", bytes)
          guard let read = try? DataSets.named(path, .train) else { continue }
          #expect(read.images.elements == data.images.elements, "byte \(place)")
        }
      }
      let missing = try line(zip([("a.npy", keras[0].bytes)], isDeflated: false))
      #expect(
        missing.contains("expected arrays x_train and y_train, or x and y, found a; name them"))
      #expect(try line(zip([], isDeflated: false)).contains("or x and y, found none"))
    }
  }
}
