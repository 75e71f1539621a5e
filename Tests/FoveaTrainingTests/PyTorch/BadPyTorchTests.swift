import Foundation
import TestSupport
import Testing

@testable import FoveaTraining

/// Pickles that would run something, lie, or unfold without end; each is refused with one line.
@Suite struct BadPyTorchTests {
  struct Bad: CustomTestStringConvertible, Sendable {
    let name: String
    let pickle: [UInt8]
    let text: String
    var testDescription: String { name }

    init(_ name: String, _ pickle: [UInt8], _ text: String) {
      (self.name, self.pickle, self.text) = (name, pickle, text)
    }
  }

  private static func text(_ text: String) -> [UInt8] {
    [0x8C, UInt8(text.utf8.count)] + Array(text.utf8)
  }
  private static func global(_ name: String) -> [UInt8] {
    Array("c\(name.replacingOccurrences(of: " ", with: "\n"))\n".utf8)
  }
  private static func int(_ value: Int32) -> [UInt8] {
    [UInt8(ascii: "J")] + withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
  private static func tuple(_ items: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "(")] + items.flatMap { $0 } + [UInt8(ascii: "t")]
  }
  private static func storage(_ count: [UInt8], type: String = "torch FloatStorage") -> [UInt8] {
    tuple([text("storage"), global(type), text("0"), text("cpu"), count]) + [UInt8(ascii: "Q")]
  }
  private static func tensor(
    _ count: [UInt8], offset: [UInt8] = int(0), size: [[UInt8]], strides: [[UInt8]]
  ) -> [UInt8] {
    global("torch._utils _rebuild_tensor_v2")
      + tuple([storage(count), offset, tuple(size), tuple(strides)]) + [UInt8(ascii: "R")]
  }
  private static func dictionary(_ entries: [UInt8]) -> [UInt8] {
    Array("}(".utf8) + entries + Array("u.".utf8)
  }
  private static func long(_ bytes: [UInt8]) -> [UInt8] { [0x8A, UInt8(bytes.count)] + bytes }
  /// A list or a dictionary that a thousand values are added to, a thousand times and more.
  private static func growing(list: Bool) -> [UInt8] {
    let none = UInt8(ascii: "N")
    let items = (0..<512).flatMap { _ in list ? [none, none] : text("x") + [none] }
    let step = [UInt8(ascii: "(")] + items + [UInt8(ascii: list ? "e" : "u")]
    return [UInt8(ascii: list ? "]" : "}")] + (0...1024).flatMap { _ in step }
  }
  /// A thousand tuples of a thousand values.
  private static let growingTuples: [UInt8] = {
    let step = tuple(Array(repeating: [UInt8(ascii: "N")], count: 1024))
    return (0...1024).flatMap { _ in step }
  }()
  private static let good = tensor(int(6), size: [int(2), int(3)], strides: [int(3), int(1)])

  private static let refusal = "expected what a dictionary of tensors is made of, found "
  private static let nothingRun = "nothing in the file was run"

  static let files: [Bad] = [
    // What would import or call.
    Bad("os.system", global("posix system") + text("x"), refusal + "the name posix.system"),
    Bad("eval", text("builtins") + text("eval") + [0x93], refusal + "the name builtins.eval"),
    Bad("torch.load", global("torch load"), refusal + "the name torch.load"),
    Bad("numpy", global("numpy.core.multiarray _reconstruct"), refusal + "the name numpy.core"),
    Bad("getattr", global("builtins getattr"), refusal + "the name builtins.getattr"),
    Bad("call of a text", text("x") + [0x29, UInt8(ascii: "R")], refusal + "a call of something"),
    Bad(
      "call of a storage type", global("torch FloatStorage") + [0x29, UInt8(ascii: "R")],
      refusal + "a call of a known name with arguments that are not"),
    Bad(
      "dictionary from arguments",
      global("collections OrderedDict") + tuple([text("x")]) + [UInt8(ascii: "R")],
      refusal + "a call of a known name with arguments that are not"),
    Bad("attributes of a tensor", good + Array("}b".utf8), "expected attributes of a dictionary"),
    Bad("attributes of nothing", Array("}b".utf8), "expected attributes of a dictionary"),
    // What lies about sizes.
    Bad(
      "beyond the storage",
      tensor(int(5), size: [int(2), int(3)], strides: [int(3), int(1)]),
      "expected a tensor within the 5 elements of storage 0, found size [2, 3]"),
    Bad(
      "offset beyond the storage",
      tensor(int(6), offset: int(1), size: [int(2), int(3)], strides: [int(3), int(1)]),
      "expected a tensor within the 6 elements"),
    Bad(
      "negative offset",
      tensor(int(6), offset: int(-1), size: [int(2)], strides: [int(1)]), "offset -1"),
    Bad("negative size", tensor(int(6), size: [int(-2)], strides: [int(1)]), "size [-2]"),
    Bad("negative stride", tensor(int(6), size: [int(2)], strides: [int(-1)]), "strides [-1]"),
    Bad(
      "one element a billion times", tensor(int(1), size: [int(1 << 30)], strides: [int(0)]),
      "expected a tensor within the 1 elements"),
    Bad(
      "extents that overflow",
      tensor(
        int(6), size: Array(repeating: int(.max), count: 4),
        strides: Array(repeating: int(0), count: 4)),
      "expected a tensor within the 6 elements"),
    Bad(
      "empty, with extents that overflow",
      tensor(
        int(6), size: [int(0)] + Array(repeating: int(.max), count: 4),
        strides: Array(repeating: int(0), count: 5)), "expected a tensor within the 6 elements"),
    Bad(
      "strides that overflow",
      tensor(int(6), size: [int(3)], strides: [long([UInt8](repeating: 0xFF, count: 7) + [0x7F])]),
      "expected a tensor within the 6 elements"),
    Bad("fewer strides", tensor(int(6), size: [int(2), int(3)], strides: [int(1)]), "strides [1]"),
    Bad(
      "too many dimensions",
      tensor(
        int(6), size: Array(repeating: int(1), count: 17),
        strides: Array(repeating: int(1), count: 17)), "expected a tensor within the 6 elements"),
    Bad("negative storage", storage(int(-1)), "expected a storage of 0 elements or more, found -1"),
    Bad(
      "storage that overflows", storage(long([UInt8](repeating: 0xFF, count: 7) + [0x7F])),
      "expected a storage of 0 elements or more, found 9223372036854775807"),
    Bad(
      "storage of an unknown type", storage(int(1), type: "torch QInt8Storage"),
      refusal + "the name torch.QInt8Storage"),
    Bad("storage without a count", tuple([text("storage")]) + [0x51], "expected a storage's type"),
    Bad(
      "size of texts", tensor(int(6), size: [text("2")], strides: [int(1)]), "expected a tensor's"),
    Bad("text of 4 GiB", [0x58, 0xFF, 0xFF, 0xFF, 0xFF, 0x41], "expected 4294967295 more bytes"),
    Bad("text not in UTF-8", [0x8C, 1, 0xFF], "expected a text in UTF-8"),
    // What does not fit together.
    Bad("nothing on the stack", [], "expected a value on the stack, found none"),
    Bad("no mark", [UInt8(ascii: "t")], "expected a mark on the stack"),
    Bad("a mark in place of a value", [UInt8(ascii: "("), 0x85], "found a mark"),
    Bad("nothing kept", [UInt8(ascii: "h"), 7], "expected a value kept under 7"),
    Bad("keeping nothing", [UInt8(ascii: "q"), 7], "expected a value to keep"),
    Bad("a key without a value", Array("}(".utf8) + text("x") + [0x75], "expected keys and values"),
    Bad(
      "nothing as a key", Array("}(N".utf8) + int(2) + [0x75],
      "expected a text or a whole number as a key"),
    Bad(
      "a number as a key alone", dictionary(int(1) + good + text("x") + int(2)),
      "expected a tensor under \"x\""),
    Bad(
      "a storage of two types",
      storage(int(6)) + storage(int(6), type: "torch IntStorage"),
      "expected storage 0 of one type and size, found another before"),
    Bad("entries of a text", text("x") + Array("(u".utf8), "expected keys and values"),
    Bad("items of a text", text("x") + Array("Na".utf8), "expected a list"),
    Bad("protocol 9", [0x80, 9], "expected protocol 2 to 5, found 9"),
    Bad("no dictionary", int(3), "expected a dictionary of tensors"),
    Bad(
      "no tensor", dictionary(text("x") + int(3)), "expected a tensor under \"x\", found another"),
    Bad(
      "a name twice", dictionary(text("x") + good + text("x") + good), "found \"x\" twice"),
    Bad(
      "more than the file can hold",
      dictionary((0..<9).flatMap { text("x\($0)") + good }),
      "expected tensors of at most 100 bytes together, found more"),
    Bad(
      "a million dictionaries", [UInt8](repeating: UInt8(ascii: "}"), count: 1 << 20 + 1),
      "expected at most 1048576 values, found more"),
    Bad(
      "a million items of a list", growing(list: true),
      "expected at most 1048576 values, found more"),
    Bad(
      "a million entries of a dictionary", growing(list: false),
      "expected at most 1048576 values, found more"),
    Bad(
      "a million items of tuples", growingTuples, "expected at most 1048576 values, found more"),
    Bad(
      "a million marks", [UInt8](repeating: UInt8(ascii: "("), count: (1 << 20) + 2),
      "expected at most 1048576 values, found more"),
  ]

  @Test(arguments: files) func isRefused(_ bad: Bad) {
    let line = errorLine { try read(bad.pickle + [UInt8(ascii: ".")]) }
    #expect(line.contains(bad.text), "\(line)")
    #expect(line.hasPrefix("bad: data.pkl (byte ") && !line.contains("\n"), "\(line)")
    if bad.text.hasPrefix(Self.refusal) { #expect(line.contains(Self.nothingRun)) }
  }

  private func read(_ pickle: [UInt8], total: Int = 100) throws {
    var machine = try PickleMachine(pickle, path: "bad", place: "data.pkl")
    _ = try StateDictionary(machine.run(), of: machine, total: total)
  }

  /// The list of what is allowed is the whole list.
  @Test func everyOtherInstructionIsRefused() {
    let known = Set(
      Array("NKMJGXTU()t}]qrhjaesucQRb.".utf8)
        + [0x80, 0x95, 0x88, 0x89, 0x8A, 0x8C, 0x85, 0x86, 0x87, 0x93, 0x94])
    for code in UInt8.min...(.max) where !known.contains(code) {
      let line = errorLine { try read([0x80, 2, code, UInt8(ascii: ".")]) }
      #expect(
        line.contains(Self.refusal + "instruction 0x\(String(code, radix: 16));")
          && line.contains(Self.nothingRun), "\(line)")
    }
  }

  /// Nested as deep as a pickle is long, and shared without end: neither a stack nor memory is taken for it.
  @Test func depthAndSharingCostNothing() {
    let deep = [UInt8](repeating: 0x29, count: 1) + [UInt8](repeating: 0x85, count: 500_000)
    #expect(errorLine { try read(deep + [UInt8(ascii: ".")]) }.contains("a dictionary of tensors"))
    // A tuple of a tuple twice, and so on: 2^60 leaves.
    var doubled: [UInt8] = [0x29]
    for place: UInt8 in 0..<60 {
      doubled += [UInt8(ascii: "q"), place, UInt8(ascii: "h"), place, 0x86]
    }
    #expect(
      errorLine { try read(doubled + [UInt8(ascii: ".")]) }.contains("a dictionary of tensors"))
  }

  @Test(arguments: ["types.pth", "types-legacy.pth", "checkpoint-legacy.pth", "vgg11-legacy.pth"])
  func cutShortAnywhereIsAnError(_ name: String) throws {
    try withFolder { folder in
      let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: PyTorchFileTests.path(name))))
      // At every byte of the small ones; of the other the pickles, and some of the elements.
      let step = whole.count < 6000 ? 1 : 97
      for length in stride(from: 0, to: whole.count, by: step) {
        let path = try folder.write("cut", Array(whole[..<length]))
        let line = folder.error { _ = try PyTorchFile(contentsOf: path) }
        #expect(line.hasPrefix("cut: ") && line.contains("expected"), "\(length): \(line)")
        #expect(!line.contains("\n"))
      }
    }
  }

  /// Whatever a byte is changed to, the file is read or refused with a line.
  @Test(arguments: ["types.pth", "types-legacy.pth", "checkpoint-legacy.pth"])
  func changedAnywhereItIsReadOrRefused(_ name: String) throws {
    try withFolder { folder in
      let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: PyTorchFileTests.path(name))))
      for place in stride(from: 0, to: whole.count, by: 2) {
        for value in [UInt8(0xFF), whole[place] ^ 0x10] {
          var bytes = whole
          bytes[place] = value
          let path = try folder.write("changed", bytes)
          let line = folder.error { _ = try PyTorchFile(contentsOf: path) }
          #expect(line == "no error" || line.hasPrefix("changed: "), "\(line)")
          #expect(!line.contains("\n"))
        }
      }
    }
  }

  /// Archives of a good pickle and what is wrong with them.
  @Test func archivesThatLieAreRefused() throws {
    let pickle = Self.dictionary(Self.text("x") + Self.good)
    let elements = [UInt8](repeating: 0, count: 24)
    let parts = [("m/data.pkl", pickle), ("m/data/0", elements)]
    let good = storedArchive(parts)
    func changed(_ at: Int, _ value: UInt8) -> [UInt8] {
      var bytes = good
      bytes[at] = value
      return bytes
    }
    let directory = good.count - 22 - parts.reduce(0) { $0 + 46 + $1.0.utf8.count }
    let cases: [(String, [UInt8], String)] = [
      ("no pickle", storedArchive([("m/other", [1])]), "expected an entry data.pkl, found none"),
      ("no storage", storedArchive([parts[0]]), "x: expected an entry m/data/0, found none"),
      (
        "short storage", storedArchive([parts[0], ("m/data/0", [1, 2])]),
        "x: expected 24 bytes in m/data/0, found 2"
      ),
      ("an entry twice", storedArchive(parts + [parts[0]]), "found \"m/data.pkl\" twice"),
      (
        "another order of bytes", storedArchive(parts + [("m/byteorder", Array("big".utf8))]),
        "m/byteorder: expected little, found big"
      ),
      ("compressed", changed(directory + 10, 8), "expected bytes stored as they are"),
      ("encrypted", changed(directory + 8, 1), "expected bytes stored as they are"),
      ("another check sum", changed(directory + 16, 0x5A ^ good[directory + 16]), "the check sum"),
      (
        "another element", changed(good.count - 22 - (good.count - 22 - directory) - 1, 9),
        "check sum"
      ),
      ("a header elsewhere", changed(directory + 42, 1), "a local header"),
      ("a header beyond the end", changed(directory + 44, 0xFF), "bytes within the file's"),
      ("more entries than there are", changed(good.count - 12, 9), "a header of 46 bytes"),
      ("a directory beyond the end", changed(good.count - 5, 0x7F), "a directory of at most"),
      ("a longer name", changed(directory + 29, 0x7F), "a name, found the end"),
    ]
    try withFolder { folder in
      let path = try folder.write("good", good)
      #expect(try PyTorchFile(contentsOf: path).tensors.map(\.value.shape) == [[2, 3]])
      for (name, bytes, text) in cases {
        let path = try folder.write("bad", bytes)
        let line = folder.error { _ = try PyTorchFile(contentsOf: path) }
        #expect(line.hasPrefix("bad: ") && line.contains(text), "\(name): \(line)")
        #expect(!line.contains("\n"))
      }
      let other = try folder.write("other", Array("hello".utf8))
      #expect(!PyTorchFile.isLikely(other) && PyTorchFile.isLikely(path))
      #expect(
        folder.error { _ = try PyTorchFile(contentsOf: other) }
          == "other: expected a file of torch.save, a zip archive or a pickle of protocol 2, found "
          + "other bytes; save a state_dict with torch.save, or as safetensors")
    }
  }
}

/// A zip archive whose entries are stored as they are.
private func storedArchive(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
  func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  var (file, directory): ([UInt8], [UInt8]) = ([], [])
  for (name, bytes) in entries {
    let sizes =
      number(Int(checksum(bytes)), 4) + number(bytes.count, 4) + number(bytes.count, 4)
      + number(name.utf8.count, 2) + number(0, 2)
    let common = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + sizes
    directory +=
      number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2)
      + number(0, 4) + number(file.count, 4) + Array(name.utf8)
    file += number(0x0403_4B50, 4) + common + Array(name.utf8) + bytes
  }
  let start = file.count
  return file + directory + number(0x0605_4B50, 4) + number(0, 4) + number(entries.count, 2)
    + number(entries.count, 2) + number(directory.count, 4) + number(start, 4) + number(0, 2)
}

/// CRC-32 by its definition, bit by bit.
private func checksum(_ bytes: [UInt8]) -> UInt32 {
  var sum = UInt32.max
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }
  return ~sum
}
