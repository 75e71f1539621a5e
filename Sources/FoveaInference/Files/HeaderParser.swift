import FoveaTensor

/// Reads the JSON of a safetensors header, and no other JSON: what does not belong there is an error, so
/// nothing can be nested deeply or be given twice.
struct HeaderParser {
  private let path: String
  private let bytes: [UInt8]

  /// The most dimensions of a tensor; far more than any model has.
  private static let rankLimit = 16

  /// The most tensors, and the most texts; the largest models have some thousand.
  private static let entryLimit = 65_536

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// The entries as they stand there, each checked by itself, and the texts.
  func parse() throws(DataError) -> (
    entries: [SafetensorsHeader.Entry], metadata: [String: String]
  ) {
    var scanner = JSONScanner(bytes, path: path, kind: .header)
    var entries: [SafetensorsHeader.Entry] = []
    var metadata: [String: String] = [:]
    try scanner.object { scanner, name throws(DataError) in
      if name == "__metadata__" {
        try scanner.object { scanner, key throws(DataError) in
          metadata[key] = try scanner.string()
          try checkCount(metadata.count, "texts")
        }
      } else {
        entries.append(try entry(name, &scanner))
        try checkCount(entries.count, "tensors")
      }
    }
    try scanner.end()
    return (entries, metadata)
  }

  /// A short header must not unfold into gigabytes of small objects.
  private func checkCount(_ count: Int, _ what: String) throws(DataError) {
    guard count <= Self.entryLimit else {
      throw DataError(
        path, at: "header", expected: "at most \(Self.entryLimit) \(what)", found: "more")
    }
  }

  private func entry(
    _ name: String, _ scanner: inout JSONScanner
  ) throws(DataError) -> SafetensorsHeader.Entry {
    var entry = SafetensorsHeader.Entry(name: name)
    var missing: Set = ["dtype", "shape", "data_offsets"]
    try scanner.object { scanner, key throws(DataError) in
      switch key {
      case "dtype": entry.type = try elementType(of: name, &scanner)
      case "shape":
        let extents = try scanner.integers(limit: Self.rankLimit)
        entry.shape = Shape(extents)
      case "data_offsets":
        let offsets = try scanner.integers(limit: 2)
        guard offsets.count == 2 else {
          throw DataError(path, at: name, expected: "two data_offsets", found: "\(offsets.count)")
        }
        (entry.begin, entry.end) = (offsets[0], offsets[1])
      default:
        throw DataError(
          path, at: name, expected: "dtype, shape and data_offsets", found: "\"\(key)\"",
          advice: "is this a safetensors file?")
      }
      missing.remove(key)
    }
    if let key = missing.min() {
      throw DataError(
        path, at: name, expected: "dtype, shape and data_offsets", found: "no \(key)",
        advice: "is this a safetensors file?")
    }
    try entry.check(path)
    return entry
  }

  private func elementType(
    of name: String, _ scanner: inout JSONScanner
  ) throws(DataError) -> Safetensors.ElementType {
    let text = try scanner.string()
    guard let type = Safetensors.ElementType(rawValue: text) else {
      throw DataError(
        path, at: name,
        expected: "a dtype of "
          + Safetensors.ElementType.allCases.map(\.rawValue).joined(separator: ", "),
        found: "\"\(text)\"", advice: "convert the tensor")
    }
    return type
  }
}
