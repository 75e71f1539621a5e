import ArgumentParser

/// Names that can be asked for, of one kind: models, data sets, optimisers.
struct Names {
  /// What one of them is called, as in "model".
  let kind: String
  /// All of them, in the order in which they are listed.
  let all: [String]

  /// The name itself when it is one of them.
  ///
  /// - Throws: `ValidationError` with the nearest name, if one is near, and all there are.
  func checked(_ name: String) throws -> String {
    if all.contains(name) { return name }
    let known = "known are \(all.joined(separator: ", "))"
    let guess = nearest(to: name).map { "did you mean '\($0)'? " } ?? ""
    throw ValidationError("unknown \(kind) '\(name)'; \(guess)\(known)")
  }

  /// The name that was most likely meant: the one with the fewest slips of the hand, when those are at
  /// most a third of its letters, upper and lower case and marks between words aside.
  func nearest(to name: String) -> String? {
    let wanted = plain(name)
    let candidates = all.map { (name: $0, distance: editDistance(wanted, plain($0))) }
    let best = candidates.min { $0.distance < $1.distance }
    return best.flatMap { $0.distance <= max(1, $0.name.count / 3) ? $0.name : nil }
  }

  private func plain(_ name: String) -> [Character] {
    name.prefix(64).lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
  }
}

/// How many letters must be added, left out, changed or exchanged with a neighbour to get from one word to
/// the other.
///
/// Source: Damerau (1964); the form in which no part is changed twice.
func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var before: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var distance = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, before[j - 1] + 1)
      }
      row.append(distance)
    }
    (before, last) = (last, row)
  }
  return last[b.count]
}
