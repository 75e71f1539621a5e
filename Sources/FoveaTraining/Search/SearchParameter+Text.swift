import FoveaData

extension SearchParameter: Codable, CustomStringConvertible {
  /// From its text: a name, "=", and `low..high`, `linear:low..high`, `log:low..high`, `int:low..high` or
  /// `choice:a,b,c`.
  ///
  /// - Throws: `DataError` saying what was expected.
  public init(_ text: String) throws(DataError) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw DataError(
        "parameter", expected: "name=values, as in lr=log:1e-4..0.1 or batch-size=choice:32,64",
        found: "\"\(text)\"")
    }
    let name = String(text[..<equals])
    let values = text[text.index(after: equals)...]
    // What it is called comes before what it may be: a misspelt name is the likelier mistake.
    _ = try TunableField.named(name)
    let parts = values.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let kind = parts.count == 2 ? String(parts[0]) : values.contains(",") ? "choice" : "linear"
    let rest = String(parts[parts.count - 1])
    switch kind {
    case "linear": try self.init(name, .linear(Self.range(rest, of: name)))
    case "log": try self.init(name, .logarithmic(Self.range(rest, of: name)))
    case "int": try self.init(name, .linear(Self.range(rest, of: name)), isWhole: true)
    case "choice":
      let words = rest.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard !words.contains("") else {
        throw DataError(
          name, expected: "values with commas between them, as in choice:32,64",
          found: "\"\(rest)\"")
      }
      try self.init(name, .choices(words.map { SearchValue($0) }))
    default:
      throw .unknown(kind, among: ["linear", "log", "int", "choice"], at: name, in: "parameter")
    }
  }

  private static func range(
    _ text: String, of name: String
  ) throws(DataError) -> ClosedRange<
    Double
  > {
    let bounds = text.split(separator: "..", omittingEmptySubsequences: false).map {
      Double($0).flatMap { $0.isFinite ? $0 : nil }
    }
    guard bounds.count == 2, let low = bounds[0], let high = bounds[1], low <= high else {
      throw DataError(
        name,
        expected: "low..high, as in 1e-4..0.1, or choice: and values with commas between them",
        found: "\"\(text)\"")
    }
    return low...high
  }

  /// The text that gives the same parameter again.
  public var description: String {
    func text(_ range: ClosedRange<Double>) -> String {
      "\(shortText(range.lowerBound))..\(shortText(range.upperBound))"
    }
    switch domain {
    case .linear(let range):
      return "\(name)=\(isWhole ? "int" : "linear"):\(text(range))"
    case .logarithmic(let range): return "\(name)=log:\(text(range))"
    case .choices(let values):
      return "\(name)=choice:" + values.map(\.description).joined(separator: ",")
    }
  }

  /// From its text.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// As its text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
