import FoveaData

extension DataError {
  /// A name that is none of those there are, with advice: the one that may have been meant, by default.
  package static func unknown(
    _ name: String, among names: [String], at place: String, in source: String = "configuration",
    advice: String? = nil
  ) -> DataError {
    DataError(
      source, at: place, expected: "one of \(names.joined(separator: ", "))",
      found: "\"\(name)\"",
      advice: advice ?? nearestName(to: name, among: names).map { "did you mean \($0)?" })
  }

  /// The same error of another source.
  package func from(_ source: String) -> DataError {
    DataError(source, at: place, expected: expected, found: found, advice: advice)
  }
}
