/// The head of an array in NumPy's format, read strictly: the three entries, each once, in any order, nothing else.
struct NPYHead {
  private(set) var kind = NPYFile.Kind.uint8
  private(set) var isBigEndian = false
  private(set) var shape: [Int] = []

  private let path: String
  private let text: [UInt8]
  private var place = 0

  init(_ text: ArraySlice<UInt8>, _ path: String) {
    self.text = Array(text)
    self.path = path
  }

  /// Reads the entries.
  mutating func read() throws(DataError) {
    var seen: Set<String> = []
    try take("{", "a dictionary")
    while !isNext("}") {
      let key = try string()
      guard seen.insert(key).inserted else { throw fault("each entry once", "\(key) twice") }
      try take(":", "a colon behind '\(key)'")
      switch key {
      case "descr": try readKind(string())
      case "fortran_order":
        let word = self.word()
        guard word == "False" else {
          throw fault(
            "row-major elements ('fortran_order': False)", word,
            advice: "save numpy.ascontiguousarray(array)")
        }
      case "shape": try readShape()
      default: throw fault("descr, fortran_order and shape", "'\(key)'")
      }
      if !isNext(",") { break }
      place += 1
    }
    try take("}", "the dictionary's end")
    guard seen.count == 3 else {
      throw fault("descr, fortran_order and shape", seen.sorted().joined(separator: ", "))
    }
    skipBlanks()
    guard place == text.count else { throw fault("blanks to the head's end", "more") }
  }

  private mutating func readKind(_ name: String) throws(DataError) {
    let order = name.prefix(1)
    guard let kind = NPYFile.Kind(rawValue: String(name.dropFirst())),
      ["<", ">", "|", "="].contains(order), order != "|" || kind.size == 1
    else {
      let known = NPYFile.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw fault("elements of \(known)", "'\(name)'", advice: "convert by array.astype")
    }
    self.kind = kind
    isBigEndian = order == ">"
  }

  private mutating func readShape() throws(DataError) {
    try take("(", "a tuple of extents")
    while !isNext(")") {
      let digits = word()
      // NumPy 1 in Python 2 wrote an L behind the number.
      guard let extent = Int(digits.hasSuffix("L") ? String(digits.dropLast()) : digits),
        extent >= 0, shape.count < 8
      else { throw fault("at most 8 extents of 0 or more", digits) }
      shape.append(extent)
      if !isNext(",") { break }
      place += 1
    }
    try take(")", "the tuple's end")
  }

  private mutating func string() throws(DataError) -> String {
    skipBlanks()
    guard place < text.count, text[place] == 0x27 || text[place] == 0x22 else {
      throw fault("a text in quotation marks", found)
    }
    let rest = text[(place + 1)...]
    guard let end = rest.firstIndex(of: text[place]) else {
      throw fault("a closing quotation mark", "none")
    }
    defer { place = end + 1 }
    return rest[..<end].text
  }

  /// Letters and digits.
  private mutating func word() -> String {
    skipBlanks()
    let start = place
    while place < text.count,
      text[place] == 0x2D || Unicode.Scalar(text[place]).properties.isAlphabetic
        || (0x30...0x39).contains(text[place])
    {
      place += 1
    }
    return text[start..<place].text
  }

  private mutating func skipBlanks() {
    while place < text.count, [0x20, 0x0A, 0x09].contains(text[place]) { place += 1 }
  }

  private mutating func isNext(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    return place < text.count && text[place] == UInt8(ascii: character)
  }

  private mutating func take(_ character: Unicode.Scalar, _ what: String) throws(DataError) {
    guard isNext(character) else { throw fault(what, found) }
    place += 1
  }

  private var found: String {
    place < text.count ? "\"\(text[place...].prefix(20).text)\"" : "the head's end"
  }

  private func fault(_ expected: String, _ found: String, advice: String? = nil) -> DataError {
    DataError(path, at: "head", expected: expected, found: found, advice: advice)
  }
}
