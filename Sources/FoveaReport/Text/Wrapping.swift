extension String {
  /// The text in lines of at most so many letters, broken between words.
  ///
  /// - Parameter indent: blanks before each line but the first; none by default.
  package func wrapped(to width: Int, indent: Int = 0) -> [String] {
    split(separator: " ").reduce(into: []) { lines, word in
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(repeating: " ", count: lines.isEmpty ? 0 : indent) + word)
      }
    }
  }
}
