import Fovea

/// A line made of parts, which is broken between them, and not within, where a terminal is narrow.
struct PartedLine {
  let parts: [String]
  /// What stands between parts on the same line.
  var separator = "  "
  /// Blanks before what is broken off.
  var indent = 2

  /// In one line.
  var text: String { parts.joined(separator: separator) }

  /// In as many lines as it takes.
  ///
  /// - Parameter width: the terminal's columns; nil where nobody counts them.
  func text(width: Int?) -> String {
    guard let width, text.count > width, var line = parts.first else { return text }
    var lines: [String] = []
    for (place, part) in parts.enumerated().dropFirst() {
      // What may follow on the next line leaves its separator on this one.
      let end = place + 1 < parts.count ? separator.trimmingEnd.count : 0
      if line.count + separator.count + part.count + end <= width {
        line += separator + part
      } else {
        lines.append(line + separator.trimmingEnd)
        line = String(repeating: " ", count: indent) + part
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
