import FoveaData

/// Takes JSON apart from front to back, as whoever calls it expects it to be.
///
/// Names are at most `nameLimit` bytes long, hold no control characters, and occur once an object.
package struct JSONScanner {
  /// What is read, for error lines.
  package enum Kind {
    /// The header of a safetensors file, which begins at byte 8.
    case header
    /// A text that a person wrote.
    case text
  }

  private let path: String
  private let kind: Kind
  private let bytes: [UInt8]
  private var place = 0

  /// The longest name of a tensor or a text, in bytes: error lines quote names.
  private static let nameLimit = 1024

  package init(_ bytes: [UInt8], path: String, kind: Kind) {
    self.bytes = bytes
    self.path = path
    self.kind = kind
  }

  /// Passes over any value, which is nested at most 64 deep.
  package mutating func value(depth: Int = 0) throws(DataError) {
    let start = next()
    guard depth < 64 else { throw error("values nested at most 64 deep", at: start, "more") }
    switch start < bytes.count ? bytes[start] : 0 {
    case UInt8(ascii: "{"):
      try object { scanner, _ throws(DataError) in try scanner.value(depth: depth + 1) }
    case UInt8(ascii: "["):
      try expect("[")
      if accept("]") { return }
      repeat { try value(depth: depth + 1) } while accept(",")
      try expect("]")
    case UInt8(ascii: "\""): _ = try string()
    default: try word()
    }
  }

  /// Passes over a number, true, false or null.
  private mutating func word() throws(DataError) {
    let start = place
    let letters = bytes[start...].prefix { byte in
      Unicode.Scalar(byte).properties.isAlphabetic || (0x2B...0x39).contains(byte) && byte != 0x2C
    }
    let word = String(decoding: letters, as: UTF8.self)
    let isNumber = word.first.map { "-0123456789".contains($0) } ?? false && Double(word) != nil
    guard isNumber || ["true", "false", "null"].contains(word) else {
      throw error("a value", at: start, word.isEmpty ? nil : "\"\(word.prefix(40))\"")
    }
    place += letters.count
  }

  /// An object; `member` reads the value of each name.
  mutating func object(
    _ member: (inout JSONScanner, _ name: String) throws(DataError) -> Void
  ) throws(DataError) {
    try expect("{")
    if accept("}") { return }
    var names: Set<String> = []
    repeat {
      let start = next()
      let name = try string(limit: Self.nameLimit)
      let isPlain = name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
      guard isPlain else { throw error("a name without control characters", at: start, "others") }
      guard names.insert(name).inserted else {
        throw error("names that differ", at: start, "\"\(name)\" twice")
      }
      try expect(":")
      try member(&self, name)
    } while accept(",")
    try expect("}")
  }

  /// An array of whole numbers of 0 or more.
  mutating func integers(limit: Int) throws(DataError) -> [Int] {
    try expect("[")
    if accept("]") { return [] }
    var numbers: [Int] = []
    repeat {
      let start = next()
      guard numbers.count < limit else { throw error("at most \(limit) numbers", at: start) }
      numbers.append(try integer())
    } while accept(",")
    try expect("]")
    return numbers
  }

  /// A text.
  mutating func string(limit: Int = .max) throws(DataError) -> String {
    let start = next()
    try expect("\"")
    var text: [UInt8] = []
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      guard text.count < limit else { throw error("at most \(limit) bytes", at: start, "more") }
      let byte = bytes[place]
      guard byte >= 0x20 else { throw error("a text on one line", at: place) }
      place += 1
      if byte == UInt8(ascii: "\\") {
        text.append(contentsOf: String(try escaped()).utf8)
      } else {
        text.append(byte)
      }
    }
    try expect("\"")
    guard let string = String(validating: text, as: UTF8.self) else {
      throw error("a text in UTF-8", at: start, "other bytes")
    }
    return string
  }

  /// The end, after nothing but blanks.
  package mutating func end() throws(DataError) {
    let place = next()
    if place < bytes.count { throw error("the end", at: place) }
  }

  private mutating func integer() throws(DataError) -> Int {
    let start = next()
    var (value, overflow) = (0, false)
    while place < bytes.count, case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10 {
      let (tenfold, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, tooLargeStill) = tenfold.addingReportingOverflow(Int(digit))
      overflow = overflow || tooLarge || tooLargeStill
      value = sum
      place += 1
    }
    guard place > start else { throw error("a whole number of 0 or more", at: start) }
    guard !overflow else { throw error("a number below 2^63", at: start, "a larger one") }
    return value
  }

  /// What a backslash stands for, which has been read.
  private mutating func escaped() throws(DataError) -> Character {
    let start = place
    guard place < bytes.count else { throw error("an escaped letter", at: start) }
    place += 1
    switch bytes[start] {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw error("an escaped letter of JSON", at: start)
    }
    var code = try codeUnit()
    if code >> 10 == 0xD800 >> 10, bytes[place...].starts(with: "\\u".utf8) {
      // Two halves of a character beyond the first 65,536, with nothing between them: blanks inside a
      // text are part of it.
      place += 2
      let low = try codeUnit()
      guard low >> 10 == 0xDC00 >> 10 else { throw error("the second half of a pair", at: start) }
      code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
    }
    guard let scalar = Unicode.Scalar(code) else { throw error("a character", at: start) }
    return Character(scalar)
  }

  private mutating func codeUnit() throws(DataError) -> UInt32 {
    let start = place
    var code: UInt32 = 0
    for _ in 0..<4 {
      let digit = place < bytes.count ? Character(Unicode.Scalar(bytes[place])).hexDigitValue : nil
      guard let digit else { throw error("four hexadecimal digits", at: start) }
      code = code << 4 | UInt32(digit)
      place += 1
    }
    return code
  }

  /// The place after blanks.
  private mutating func next() -> Int {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    return place
  }

  private mutating func accept(_ mark: Unicode.Scalar) -> Bool {
    guard next() < bytes.count, bytes[place] == UInt8(ascii: mark) else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ mark: Unicode.Scalar) throws(DataError) {
    let start = next()
    guard accept(mark) else { throw error("'\(mark)'", at: start) }
  }

  private func error(_ expected: String, at place: Int, _ found: String? = nil) -> DataError {
    let byte = place < bytes.count ? "'\(Unicode.Scalar(bytes[place]))'" : "its end"
    return DataError(
      path, at: kind == .header ? "header (byte \(8 + place))" : lineAndColumn(of: place),
      expected: expected, found: found ?? byte,
      advice: kind == .header ? "is this a safetensors file?" : nil)
  }

  /// Where a person finds a byte, as in "line 3, column 5".
  private func lineAndColumn(of place: Int) -> String {
    let before = bytes[..<min(place, bytes.count)]
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return "line \(line), column \(place - start + 1)"
  }
}
