#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's words for one of its error numbers, to go on a sentence with; by default for the last
/// failure.
package func systemReason(_ code: CInt = errno) -> String {
  guard let words = strerror(code).map({ String(cString: $0) }) else { return "error \(code)" }
  return words.prefix(1).lowercased() + words.dropFirst()
}

extension String {
  /// The text with its control characters spelt out: names of files may hold any, and an error is one
  /// line that does nothing to a terminal.
  package var printable: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .format:
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
