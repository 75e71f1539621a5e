import Fovea

extension String {
  /// The text as a field of comma-separated values: in quotes where it takes them (RFC 4180).
  var csvField: String {
    let plain = printable
    guard plain.contains(where: { ",\"".contains($0) }) else { return plain }
    let doubled = plain.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + doubled.joined(separator: "\"\"") + "\""
  }
}
