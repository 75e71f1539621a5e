/// A file, a name or a value from outside that data could not be made from.
///
/// Its text is one line: the file, the place in it, what was expected, what was found, what to do.
public struct DataError: Error, Hashable, CustomStringConvertible {
  /// The file's path, or what else the data should have come from.
  public let source: String
  /// Where in it, as in "number of pictures (bytes 4 to 7)"; nil when it is the source as a whole.
  public let place: String?
  /// What should have been there.
  public let expected: String
  /// What was there.
  public let found: String
  /// What a person can do about it; nil when that is plain.
  public let advice: String?

  /// - Parameters:
  ///   - source: the file's path, or what else the data should have come from.
  ///   - place: where in it; nil for the source as a whole.
  ///   - expected: what should have been there.
  ///   - found: what was there.
  ///   - advice: what a person can do about it.
  public init(
    _ source: String, at place: String? = nil, expected: String, found: String,
    advice: String? = nil
  ) {
    self.source = source
    self.place = place
    self.expected = expected
    self.found = found
    self.advice = advice
  }

  /// The whole in one line, as in "a.gz: rank (byte 3): expected 1 to 4, found 0; is this an IDX file?".
  public var description: String {
    let line =
      source + ": " + (place.map { $0 + ": " } ?? "") + "expected " + expected + ", found " + found
      + (advice.map { "; " + $0 } ?? "")
    return line.printable
  }
}
