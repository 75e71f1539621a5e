import Foundation

/// One JSON object on a line, its fields in the order in which they were given.
struct JSONLine {
  /// What a field may hold.
  enum Value {
    case text(String)
    /// Written with six significant digits; JSON's null where it is not finite.
    case number(Double)
    case integer(Int)
    case truth(Bool)
  }

  let fields: [(name: String, value: Value)]

  init(_ fields: (String, Value)...) { self.fields = fields.map { ($0.0, $0.1) } }

  init(_ fields: [(String, Value)]) { self.fields = fields.map { ($0.0, $0.1) } }

  /// The line, not ended.
  var text: String {
    let parts = fields.map { Self.quoted($0.name) + ": " + $0.value.text }
    return "{" + parts.joined(separator: ", ") + "}"
  }

  fileprivate static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\u{0}"..."\u{1F}": result += String(format: "\\u%04x", scalar.value)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension JSONLine.Value {
  fileprivate var text: String {
    switch self {
    case .text(let text): JSONLine.quoted(text)
    case .number(let number): number.isFinite ? String(format: "%.6g", number) : "null"
    case .integer(let number): "\(number)"
    case .truth(let isTrue): isTrue ? "true" : "false"
    }
  }
}
