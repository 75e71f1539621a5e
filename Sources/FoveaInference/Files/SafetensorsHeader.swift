import FoveaTensor

/// What a safetensors file says of itself; checked, so that what follows can rely on it.
struct SafetensorsHeader {
  /// A tensor's entry.
  struct Entry {
    let name: String
    var type = Safetensors.ElementType.scalar
    var shape: Shape = []
    /// Where its elements lie, counted from the end of the header.
    var begin = 0
    var end = 0
  }

  /// In the order of their elements, which follow each other without holes.
  let entries: [Entry]
  let metadata: [String: String]

  /// Checks the entries against each other and against the number of bytes that follow the header.
  ///
  /// - Throws: `DataError` naming the first tensor whose elements do not begin where the ones before end.
  init(
    _ entries: [Entry], metadata: [String: String], bytesBehind: Int, path: String
  ) throws(DataError) {
    let sorted = entries.sorted { ($0.begin, $0.end) < ($1.begin, $1.end) }
    var end = 0
    for entry in sorted {
      guard entry.begin == end else {
        throw DataError(
          path, at: entry.name, expected: "elements from byte \(end) on, where the others end",
          found: "data_offsets [\(entry.begin), \(entry.end)]",
          advice: "the file is damaged, get it again")
      }
      end = entry.end
      guard end <= bytesBehind else {
        throw DataError(
          path, at: entry.name, expected: "elements within the \(bytesBehind) bytes of the file",
          found: "data_offsets [\(entry.begin), \(end)]",
          advice: "the file is cut short, get it again")
      }
    }
    guard end == bytesBehind else {
      throw DataError(
        path, at: "elements", expected: "\(end) bytes, as the header says", found: "\(bytesBehind)",
        advice: "the file is damaged, get it again")
    }
    self.entries = sorted
    self.metadata = metadata
  }
}

extension SafetensorsHeader.Entry {
  /// Checks that the elements are as many as the shape says.
  func check(_ path: String) throws(DataError) {
    // An empty tensor's other extents count as well: a shape's strides are products of them.
    var (bytes, overflow) = (type.size, false)
    for extent in shape.dimensions where !overflow && extent > 0 {
      (bytes, overflow) = bytes.multipliedReportingOverflow(by: extent)
    }
    if !overflow, shape.dimensions.contains(0) { bytes = 0 }
    guard !overflow, begin <= end, end - begin == bytes else {
      throw DataError(
        path, at: name,
        expected: "as many bytes as shape \(shape) of \(type.rawValue) takes"
          + (overflow ? "" : ", \(bytes)"),
        found: "data_offsets [\(begin), \(end)]", advice: "the file is damaged, get it again")
    }
  }
}
