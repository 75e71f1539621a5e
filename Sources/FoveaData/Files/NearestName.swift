/// The name that somebody may have meant who wrote another: the one with the fewest letters to insert,
/// delete or change, if those are at most a third of it; upper and lower case are the same.
package func nearestName(to text: String, among names: [String]) -> String? {
  let ranked = names.map { ($0, editDistance(Array(text.lowercased()), Array($0.lowercased()))) }
  guard let (name, distance) = ranked.min(by: { $0.1 < $1.1 }) else { return nil }
  return distance * 3 <= max(name.count, 3) ? name : nil
}

/// Letters to insert, delete or change to make one word of the other (Levenshtein, 1966).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  // A word from a command line may have any length; none of the names has 100 letters.
  if a.count > 100 { return a.count }
  var row = Array(0...b.count)
  for (i, letter) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in b.enumerated() {
      let changed = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
