import ArgumentParser
import FoveaData

/// The items whose names were asked for, in the order of the table; all for no names or "all".
///
/// - Throws: `ValidationError` with the name that may have been meant, or all there are.
func selected<Item>(
  _ names: [String], of kind: String, from items: [Item], name: (Item) -> String
) throws -> [Item] {
  let known = items.map(name)
  for wanted in names where wanted != "all" && !known.contains(wanted) {
    let guess = nearestName(to: wanted, among: known).map { "did you mean '\($0)'?" }
    throw ValidationError(
      "unknown \(kind) '\(wanted)'; "
        + (guess ?? "known are all, \(known.joined(separator: ", "))"))
  }
  if names.isEmpty || names.contains("all") { return items }
  return items.filter { names.contains(name($0)) }
}

/// A line of help that lists what `selected` knows.
func helpNaming(_ names: [String]) -> ArgumentHelp {
  "\(names.joined(separator: ", ")), or all; may be repeated. (default: all)"
}
