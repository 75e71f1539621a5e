import TestSupport
import Testing

@testable import FoveaInference

/// What is written can be read, and what others write as well.
@Suite struct SafetensorsTests {
  @Test func whatIsWrittenIsReadBitForBit() throws {
    var random = TestRandom("safetensors")
    let tensors: [(name: String, value: Tensor)] = [
      ("features.0.weight", random.uniform([3, 2, 1, 5])), ("scalar", Tensor(-0.0)),
      ("empty", .zeros([0, 3])),
      (
        "special",
        Tensor([.infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude])
      ),
      ("größe \"\\\u{1F600}", Tensor([1])),
    ]
    let metadata = ["a": "plain", "b": "quote \" slash \\ line\nbell\u{7} 😀", "": "nameless"]
    try withFolder { folder in
      try Safetensors(tensors, metadata: metadata).write(to: folder.path("a"))
      let file = try Safetensors(contentsOf: folder.path("a"))
      #expect(file.metadata == metadata)
      #expect(file.tensors.map(\.name).sorted() == tensors.map(\.name).sorted())
      for (name, value) in tensors { expectSameBits(try #require(file[name]), value, name) }
      #expect(try folder.names == ["a"])
    }
  }

  /// Nobody could read it again; the file that was there stays.
  @Test func aHeaderThatIsTooLongIsNotWritten() throws {
    try withFolder { folder in
      try Safetensors([("a", Tensor([1]))]).write(to: folder.path("a"))
      let before = try folder.bytes("a")
      let long = Safetensors(
        [("a", Tensor([2]))], metadata: ["text": String(repeating: "x", count: 200)])
      let line = folder.error { try long.write(to: folder.path("a"), headerLimit: 200) }
      #expect(line.hasPrefix("a: header: expected at most 200 bytes of names and texts, found "))
      #expect(try folder.bytes("a") == before && folder.names == ["a"])
      try long.write(to: folder.path("a"), headerLimit: 400)
      #expect(try Safetensors(contentsOf: folder.path("a")).metadata == long.metadata)
    }
  }

  @Test func elementsBeginAtAMultipleOfEightBytes() throws {
    try withFolder { folder in
      for length in 1...9 {
        let name = String(repeating: "x", count: length)
        try Safetensors([(name, Tensor([1, 2]))]).write(to: folder.path("a"))
        #expect(try folder.bytes("a")[0] % 8 == 0)
      }
    }
  }

  /// The file that Python's `safetensors.numpy.save({"b": [[1, 2, 3]], "a": [0.5]}, {"format": "np"})` makes.
  @Test func aFileOfPythonsLibraryIsRead() throws {
    let header =
      #"{"__metadata__":{"format":"np"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
      + #""b":{"dtype":"F32","shape":[1,3],"data_offsets":[4,16]}}     "#
    let elements: [UInt8] = [
      0, 0, 0, 0x3F, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40,
    ]
    try withFolder { folder in
      let path = try folder.write("np", safetensors(header, elements))
      let file = try Safetensors(contentsOf: path)
      #expect(file.metadata == ["format": "np"])
      expectSameBits(try #require(file["a"]), Tensor([0.5]))
      expectSameBits(try #require(file["b"]), Tensor([1, 3], [1, 2, 3]))
    }
  }

  @Test func otherPrecisionsAreConverted() throws {
    let header =
      #"{"half":{"dtype":"F16","shape":[7],"data_offsets":[0,14]},"#
      + #""brain":{"dtype":"BF16","shape":[2],"data_offsets":[14,18]},"#
      + #""double":{"dtype":"F64","shape":[1],"data_offsets":[18,26]},"#
      + #""single":{"dtype":"F32","shape":[1],"data_offsets":[26,30]}}"#
    // 1, -2, 65504 (largest), 2^-24 (smallest), 2^-14 (smallest normal), -0, infinity; 1, -3; 0.1; 0.1.
    let elements: [UInt8] = [
      0x00, 0x3C, 0x00, 0xC0, 0xFF, 0x7B, 0x01, 0x00, 0x00, 0x04, 0x00, 0x80, 0x00, 0x7C,
      0x80, 0x3F, 0x40, 0xC0, 0x9A, 0x99, 0x99, 0x99, 0x99, 0x99, 0xB9, 0x3F, 0xCD, 0xCC, 0xCC,
      0x3D,
    ]
    try withFolder { folder in
      let file = try Safetensors(contentsOf: folder.write("a", safetensors(header, elements)))
      expectSameBits(
        try #require(file["half"]), Tensor([1, -2, 65504, 0x1p-24, 0x1p-14, -0.0, .infinity]))
      expectSameBits(try #require(file["brain"]), Tensor([1, -3]))
      expectSameBits(try #require(file["double"]), Tensor([Scalar(0.1)]))
      expectSameBits(try #require(file["single"]), Tensor([Scalar(Float(0.1))]))
    }
    #expect(Float(half: 0x7E00).isNaN)
  }

  /// A type, its bytes, and what the number with all bits but the lowest set is.
  private static let wholeNumbers: [(type: String, size: Int, number: Scalar)] = [
    ("I64", 8, -2), ("I32", 4, -2), ("I16", 2, -2), ("I8", 1, -2), ("U64", 8, 0x1p64),
    ("U32", 4, Scalar(UInt32.max - 1)), ("U16", 2, 65534), ("U8", 1, 254),
  ]

  @Test(arguments: wholeNumbers)
  func wholeNumbersBecomeScalars(_ type: String, _ size: Int, _ number: Scalar) throws {
    var elements = [UInt8](repeating: 0, count: size) + [UInt8](repeating: 0xFF, count: size)
    (elements[0], elements[size]) = (5, 0xFE)
    let expected = [5, number]
    let header = #"{"x":{"dtype":"\#(type)","shape":[2],"data_offsets":[0,\#(2 * size)]}}"#
    try withFolder { folder in
      let file = try Safetensors(contentsOf: folder.write("a", safetensors(header, elements)))
      expectSameBits(try #require(file["x"]), Tensor(expected))
    }
  }

  @Test func truthsBecomeZeroAndOne() throws {
    let header = #"{"x":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]}}"#
    try withFolder { folder in
      let file = try Safetensors(contentsOf: folder.write("a", safetensors(header, [1, 0, 1])))
      expectSameBits(try #require(file["x"]), Tensor([1, 0, 1]))
    }
  }

  /// 0x8B1F is how a gzipped file begins, and may be the length of a header.
  @Test func aHeaderThatLooksLikeGzipIsRead() throws {
    let start = #"{"__metadata__":{"a":""#
    let text = String(repeating: "x", count: 0x8B1F - start.utf8.count - 3)
    try withFolder { folder in
      let path = try folder.write("a", safetensors(start + text + "\"}}", []))
      #expect(try folder.bytes("a").prefix(2) == [0x1F, 0x8B])
      #expect(try Safetensors(contentsOf: path).metadata == ["a": text])
    }
  }
}

/// A file of the given header and elements.
func safetensors(_ header: String, _ elements: [UInt8]) -> [UInt8] {
  let length = UInt64(header.utf8.count)
  return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
    + elements
}
