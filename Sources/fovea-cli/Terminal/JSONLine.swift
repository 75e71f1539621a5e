import Foundation

extension Stream {
  /// Writes the value as one line of JSON, its fields in alphabetical order.
  ///
  /// Numbers that are not finite, which JSON has not, become the texts "NaN", "Infinity", "-Infinity".
  func json(_ value: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    do { line(String(decoding: try encoder.encode(value), as: UTF8.self)) } catch {
      preconditionFailure("JSON: a value that can be written expected, received \(value)")
    }
  }
}
