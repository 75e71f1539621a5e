/// The words for ImageNet's classes, which are numbers of WordNet:
///
///     n01440764 tench, Tinca tinca
struct SynsetNames {
  private var words: [String: String] = [:]

  /// Reads the file beside the pictures, in their folder or the one above; nil when there is none.
  ///
  /// - Throws: `DataError` for a line that is none of such a file.
  init?(near folder: String) throws(DataError) {
    let places = ["LOC_synset_mapping.txt", "synset_words.txt"].flatMap {
      ["\(folder)/\($0)", "\(folder)/../\($0)"]
    }
    guard let path = places.first(where: isPresent) else { return nil }
    var words: [String: String] = [:]
    try TextLines(contentsOf: path, limit: 1 << 24).forEach { number, line throws(DataError) in
      let parts = line.split(separator: 0x20, maxSplits: 1)
      guard parts.count == 2, let first = parts[0].first, first == UInt8(ascii: "n"),
        parts[0].dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
      else {
        throw DataError(
          path, at: "line \(number)", expected: "a class and its words, as n01440764 tench",
          found: "\"\(String(line.text.prefix(60)))\"")
      }
      words[parts[0].text] = parts[1].trimmed.text
    }
    self.words = words
  }

  /// What the classes are called: their first word; where two have the same (there are two cranes), the number as
  /// well. A class that is not in the file keeps its number.
  func names(of classes: [String]) -> [String] {
    let short = classes.map { name in
      words[name]?.split(separator: ",").first.map(String.init) ?? name
    }
    var counts: [String: Int] = [:]
    for name in short { counts[name, default: 0] += 1 }
    return zip(short, classes).map { counts[$0] == 1 ? $0 : "\($0) (\($1))" }
  }
}
