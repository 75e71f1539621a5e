import FoveaData

/// A text file, whole.
///
/// - Throws: `DataError` when it is missing, longer than `limit` bytes, or not in UTF-8.
package func readText(_ path: String, limit: Int) throws(DataError) -> String {
  let file = try InputFile(path, inflating: false)
  guard file.size <= limit else {
    throw DataError(
      path, expected: "a text of at most \(limit) bytes", found: "\(file.size)",
      advice: "check the path")
  }
  guard let text = String(validating: try file.read(file.size), as: UTF8.self) else {
    throw DataError(
      path, expected: "a text in UTF-8", found: "other bytes", advice: "check the path")
  }
  return text
}
