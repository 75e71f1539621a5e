import ArgumentParser
import Fovea

/// Names that can be asked for, of one kind: models, data sets, optimisers.
struct Names {
  /// What one of them is called, as in "model".
  let kind: String
  /// All of them, in the order in which they are listed.
  let all: [String]

  /// The command that lists them, where they are too many for a line that says which was meant; nil for none.
  var listing: String?

  /// The models of the catalogue.
  static let models = Names(
    kind: "model", all: ModelCatalog.entries.map(\.name), listing: "fovea summary --help")
  /// The data sets that go by a name.
  static let dataSets = Names(kind: "data set", all: DataSets.names)
  /// The configurations that go by a name.
  static let recipes = Names(kind: "recipe", all: Recipe.all.map(\.name))
  /// The activations that go by a name.
  static let activations = Names(kind: "activation", all: Activation.all.map(\.name))

  /// The name itself when it is one of them.
  ///
  /// - Parameter otherwise: what else it might have been and is not; nothing by default.
  /// - Throws: `ValidationError` with the name that may have been meant, and all there are or what lists them.
  @discardableResult
  func checked(_ name: String, otherwise: String = "") throws -> String {
    if all.contains(name) { return name }
    let guess = nearestName(to: name, among: all).map { "did you mean '\($0)'? " } ?? ""
    let known = listing.map { "'\($0)' lists all" } ?? "known are \(list)"
    throw ValidationError("unknown \(kind) '\(name)'\(otherwise); \(guess)\(known)")
  }

  /// All of them in one line.
  var list: String { all.joined(separator: ", ") }
}
