import FoveaTensor

#if _endian(big)
  #error("Elements are written as they lie in memory, which the format wants little-endian.")
#endif

extension Safetensors {
  /// Writes the file: beside its target, synchronised, then renamed, so that a crash at any byte leaves
  /// the file that was there before.
  ///
  /// - Throws: `DataError` when the folder is missing, not to be written to, or full, or when the names and texts are
  ///   more than a header may hold.
  public func write(to path: String) throws(DataError) {
    try write(to: path, headerLimit: Self.headerLimit)
  }

  /// As the other, with another bound for the header.
  func write(to path: String, headerLimit: Int) throws(DataError) {
    let header = Array(header.utf8)
    // Nobody could read the file again; the one that is there stays.
    guard header.count <= headerLimit else {
      throw DataError(
        path, at: "header", expected: "at most \(headerLimit) bytes of names and texts",
        found: "\(header.count)", advice: "leave texts out or shorten them")
    }
    let file = try AtomicFile(path)
    try file.write(withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) })
    try file.write(header)
    for (_, value) in tensors {
      var failure: DataError?
      value.read { elements in
        let bytes = UnsafeRawBufferPointer(
          start: elements, count: value.count * MemoryLayout<Scalar>.size)
        do throws(DataError) { try file.write(bytes) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    try file.commit()
  }

  /// The header, filled up with spaces so that the elements begin at a multiple of 8 bytes.
  private var header: String {
    var entries: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }
        .map { "\($0.key.quoted):\($0.value.quoted)" }
      entries.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
    }
    var begin = 0
    for (name, value) in tensors {
      let end = begin + value.count * MemoryLayout<Scalar>.size
      let shape = value.shape.dimensions.map(String.init).joined(separator: ",")
      entries.append(
        "\(name.quoted):{\"dtype\":\"\(ElementType.scalar.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(begin),\(end)]}")
      begin = end
    }
    let text = "{\(entries.joined(separator: ","))}"
    return text + String(repeating: " ", count: (8 - text.utf8.count % 8) % 8)
  }
}

extension String {
  /// The text as JSON writes it.
  fileprivate var quoted: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
