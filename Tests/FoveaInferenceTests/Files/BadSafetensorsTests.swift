import TestSupport
import Testing

@testable import FoveaInference

/// A folder of bad files; each is refused with one line that says what is wrong where.
@Suite struct BadSafetensorsTests {
  /// A bad file and its line.
  struct Bad: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let line: String

    init(_ name: String, _ bytes: [UInt8], _ line: String) {
      self.name = name
      self.bytes = bytes
      self.line = line
    }

    /// A file whose header is wrong.
    init(_ name: String, header: String, elements: Int = 0, _ line: String) {
      self.init(
        name, safetensors(header, [UInt8](repeating: 0, count: elements)), "bad: " + line)
    }

    /// A file with a wrong entry for the tensor x.
    init(_ name: String, entry: String, elements: Int = 0, _ line: String) {
      self.init(name, header: #"{"x":{\#(entry)}}"#, elements: elements, line)
    }

    var testDescription: String { name }
  }

  private static let isIt = "; is this a safetensors file?"
  private static let cutShort = "; the file is cut short, get it again"
  private static let damaged = "; the file is damaged, get it again"

  static let files: [Bad] = [
    Bad(
      "empty", [],
      "bad: length of the header (bytes 0 to 7): expected 8 bytes, found 0" + isIt),
    Bad(
      "cut in the length", [16, 0, 0],
      "bad: length of the header (bytes 0 to 7): expected 8 bytes, found 3" + isIt),
    Bad(
      "cut in the header", [16, 0, 0, 0, 0, 0, 0, 0, 0x7B],
      "bad: header (from byte 8): expected 16 bytes, found 1" + cutShort),
    Bad(
      "length beyond the bound", [0x01, 0xE1, 0xF5, 0x05, 0, 0, 0, 0],
      "bad: length of the header (bytes 0 to 7): expected at most 100000000 bytes, found 100000001"
        + isIt),
    Bad(
      "length that overflows", [UInt8](repeating: 0xFF, count: 8),
      "bad: length of the header (bytes 0 to 7): expected at most 100000000 bytes, "
        + "found 18446744073709551615" + isIt),
    Bad(
      "no JSON", header: "hello",
      "header (byte 8): expected '{', found 'h'" + isIt),
    Bad(
      "empty header", header: "",
      "header (byte 8): expected '{', found its end" + isIt),
    Bad(
      "header that ends early", header: #"{"x":{"dtype":"F32""#,
      "header (byte 27): expected '}', found its end" + isIt),
    Bad(
      "more behind the header's object", header: "{} {}",
      "header (byte 11): expected the end, found '{'" + isIt),
    Bad(
      "deeply nested", header: String(repeating: #"{"a":"#, count: 100_000),
      #"a: expected dtype, shape and data_offsets, found "a""# + isIt),
    Bad(
      "more texts than any model has",
      header: #"{"__metadata__":{"# + (0...65_536).map { #""\#($0)":"""# }.joined(separator: ",")
        + "}}",
      "header: expected at most 65536 texts, found more"),
    Bad(
      "a list in place of an entry", header: #"{"x":[]}"#,
      "header (byte 13): expected '{', found '['" + isIt),
    Bad(
      "text that is not UTF-8", safetensors(#"{"x":1}"#, []).map { $0 == 0x78 ? 0xFF : $0 },
      "bad: header (byte 9): expected a text in UTF-8, found other bytes" + isIt),
    Bad(
      "control character in a name", header: #"{"\u001b[2J":1}"#,
      "header (byte 9): expected a name without control characters, found others" + isIt),
    Bad(
      "line feed in a text", header: "{\"__metadata__\":{\"a\":\"\n\"}}",
      "header (byte 30): expected a text on one line, found '\\u{a}'" + isIt),
    Bad(
      "half a character", header: #"{"__metadata__":{"a":"\ud83dx"}}"#,
      "header (byte 31): expected a character, found 'u'" + isIt),
    Bad(
      "a blank between two halves of a character",
      header: #"{"__metadata__":{"a":"\ud83d \ude00"}}"#,
      "header (byte 31): expected a character, found 'u'" + isIt),
    Bad(
      "unknown escape", header: #"{"\q":1}"#,
      "header (byte 11): expected an escaped letter of JSON, found 'q'" + isIt),
    Bad(
      "name too long", header: "{\"\(String(repeating: "n", count: 2000))\":1}",
      "header (byte 9): expected at most 1024 bytes, found more" + isIt),
    Bad(
      "number among the texts", header: #"{"__metadata__":{"a":1}}"#,
      "header (byte 29): expected '\"', found '1'" + isIt),
    Bad(
      "two tensors of a name",
      header: #"{"x":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"#
        + #""x":{"dtype":"F32","shape":[],"data_offsets":[4,8]}}"#,
      elements: 8,
      #"header (byte 61): expected names that differ, found "x" twice"# + isIt),
    Bad(
      "two shapes", entry: #""dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]"#,
      elements: 4,
      #"header (byte 40): expected names that differ, found "shape" twice"# + isIt),
    Bad(
      "unknown field", entry: #""dtype":"F32","strides":[1]"#,
      #"x: expected dtype, shape and data_offsets, found "strides""# + isIt),
    Bad(
      "no offsets", entry: #""dtype":"F32","shape":[1]"#, elements: 4,
      "x: expected dtype, shape and data_offsets, found no data_offsets" + isIt),
    Bad(
      "unknown type", entry: #""dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]"#, elements: 1,
      "x: expected a dtype of F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL, "
        + #"found "F8_E4M3"; convert the tensor"#),
    Bad(
      "fewer bytes than whole numbers take",
      entry: #""dtype":"I64","shape":[],"data_offsets":[0,4]"#, elements: 4,
      "x: expected as many bytes as shape [ ] of I64 takes, 8, found data_offsets [0, 4]"
        + damaged),
    Bad(
      "three offsets", entry: #""dtype":"F32","shape":[1],"data_offsets":[0,4,8]"#, elements: 8,
      "header (byte 60): expected at most 2 numbers, found '8'" + isIt),
    Bad(
      "one offset", entry: #""dtype":"F32","shape":[1],"data_offsets":[0]"#, elements: 4,
      "x: expected two data_offsets, found 1"),
    Bad(
      "negative extent", entry: #""dtype":"F32","shape":[-1],"data_offsets":[0,4]"#, elements: 4,
      "header (byte 37): expected a whole number of 0 or more, found '-'" + isIt),
    Bad(
      "broken extent", entry: #""dtype":"F32","shape":[1.5],"data_offsets":[0,4]"#, elements: 4,
      "header (byte 38): expected ']', found '.'" + isIt),
    Bad(
      "extent of 2^64", entry: #""dtype":"F32","shape":[18446744073709551616]"#,
      "header (byte 37): expected a number below 2^63, found a larger one" + isIt),
    Bad(
      "too many dimensions",
      entry:
        #""dtype":"F32","shape":[\#([String](repeating: "1", count: 17).joined(separator: ","))]"#,
      "header (byte 69): expected at most 16 numbers, found '1'" + isIt),
    Bad(
      "product that overflows",
      entry: #""dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]"#,
      "x: expected as many bytes as shape [4611686018427387904, 4] of F32 takes, "
        + "found data_offsets [0, 0]" + damaged),
    Bad(
      "empty tensor whose strides overflow",
      entry: #""dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]"#,
      "x: expected as many bytes as shape [0, 4611686018427387904, 4] of F32 takes, "
        + "found data_offsets [0, 0]" + damaged),
    Bad(
      "fewer bytes than the shape says", entry: #""dtype":"F32","shape":[2],"data_offsets":[0,4]"#,
      elements: 4,
      "x: expected as many bytes as shape [2] of F32 takes, 8, found data_offsets [0, 4]"
        + damaged),
    Bad(
      "end before the beginning", entry: #""dtype":"F32","shape":[1],"data_offsets":[8,4]"#,
      elements: 8,
      "x: expected as many bytes as shape [1] of F32 takes, 4, found data_offsets [8, 4]"
        + damaged),
    Bad(
      "elements that begin late", entry: #""dtype":"F32","shape":[1],"data_offsets":[4,8]"#,
      elements: 8,
      "x: expected elements from byte 0 on, where the others end, found data_offsets [4, 8]"
        + damaged),
    Bad(
      "elements that overlap",
      header: #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
        + #""y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      elements: 8,
      "y: expected elements from byte 8 on, where the others end, found data_offsets [4, 8]"
        + damaged),
    Bad(
      "a terabyte",
      entry: #""dtype":"F32","shape":[1099511627776],"data_offsets":[0,4398046511104]"#,
      elements: 8,
      "x: expected elements within the 8 bytes of the file, found data_offsets [0, 4398046511104]"
        + cutShort),
    Bad(
      "cut in the elements", entry: #""dtype":"F32","shape":[2],"data_offsets":[0,8]"#, elements: 7,
      "x: expected elements within the 7 bytes of the file, found data_offsets [0, 8]" + cutShort),
    Bad(
      "bytes behind the elements", entry: #""dtype":"F32","shape":[2],"data_offsets":[0,8]"#,
      elements: 9,
      "elements: expected 8 bytes, as the header says, found 9" + damaged),
  ]

  @Test(arguments: files) func badFilesAreRefusedInOneLine(_ bad: Bad) throws {
    try withFolder { folder in
      let path = try folder.write("bad", bad.bytes)
      #expect(folder.error { _ = try Safetensors(contentsOf: path) } == bad.line)
    }
  }

  @Test func whatIsNoFileIsRefused() throws {
    try withFolder { folder in
      #expect(
        folder.error { _ = try Safetensors(contentsOf: folder.path("none")) }
          == "none: expected a file, found no such file or directory; check the path")
      #expect(
        folder.error { _ = try Safetensors(contentsOf: folder.url.path) }
          .hasSuffix("expected a file, found a folder; check the path"))
    }
  }

  /// Cut anywhere, a good file is a bad one.
  @Test func everyTruncationIsRefused() throws {
    try withFolder { folder in
      try Safetensors([("x", Tensor([1, 2])), ("y", Tensor([3]))], metadata: ["a": "b"])
        .write(to: folder.path("good"))
      let good = try folder.bytes("good")
      for length in 0..<good.count {
        let path = try folder.write("cut", Array(good[..<length]))
        #expect(throws: DataError.self, "\(length) bytes") { try Safetensors(contentsOf: path) }
      }
    }
  }
}
