/// A value that a search gives to a field of a configuration.
public enum SearchValue: Hashable, Sendable {
  /// A number, whole or not.
  case number(Double)
  /// A name, as of an optimiser.
  case text(String)
  /// Yes or no.
  case flag(Bool)

  /// The number; nil for what is none.
  public var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }
}

extension SearchValue: CustomStringConvertible {
  /// As a person would write it on a command line: "64", "0.0374", "1.2e-5", "adam", "true".
  public var description: String {
    switch self {
    case .number(let number): shortText(number)
    case .text(let text): text
    case .flag(let flag): "\(flag)"
    }
  }

  /// A number, yes or no, or a name, whichever the text is first.
  init(_ text: String) {
    if let number = Double(text), number.isFinite {
      self = .number(number)
    } else {
      self = text == "true" ? .flag(true) : text == "false" ? .flag(false) : .text(text)
    }
  }
}

extension SearchValue: Codable {
  /// From a number, a text, true or false.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  /// As a number, a text, true or false.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number):
      // Whole numbers without a point, for fields that hold whole numbers.
      if let whole = Int(exactly: number) {
        try container.encode(whole)
      } else {
        try container.encode(number)
      }
    case .text(let text): try container.encode(text)
    case .flag(let flag): try container.encode(flag)
    }
  }
}

/// The shortest text that gives the same number again, without what says nothing: "64", "1e-5".
func shortText(_ number: Double) -> String {
  if let whole = Int(exactly: number), whole.magnitude < 1_000_000 { return "\(whole)" }
  let text = "\(number)"
  return text.contains("e-0") ? text.split(separator: "e-0").joined(separator: "e-") : text
}
