/// The name that somebody may have meant who wrote another: the one with the fewest letters to insert,
/// delete, change or exchange with their neighbour, if those are at most a third of it; upper and lower
/// case are the same.
package func nearestName(to text: String, among names: [String]) -> String? {
  // A word from a command line may have any length; none of the names has 100 letters.
  guard text.count <= 100 else { return nil }
  let ranked = names.map { ($0, editDistance(Array(text.lowercased()), Array($0.lowercased()))) }
  guard let (name, distance) = ranked.min(by: { $0.1 < $1.1 }) else { return nil }
  return distance * 3 <= max(name.count, 3) ? name : nil
}

/// Letters to insert, delete, change or exchange with their neighbour to make one word of the other.
///
/// Source: Damerau (1964), A technique for computer detection and correction of spelling errors; in the
/// form in which no part is edited twice.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  // Row i holds the distances from the first i letters of a to the first j of b.
  var (before, last) = ([Int](), Array(0...b.count))
  for i in a.indices.map({ $0 + 1 }) {
    var row = [i]
    for j in b.indices.map({ $0 + 1 }) {
      let changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      var least = min(changed, last[j] + 1, row[j - 1] + 1)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        least = min(least, before[j - 2] + 1)
      }
      row.append(least)
    }
    (before, last) = (last, row)
  }
  return last[b.count]
}
