import ArgumentParser
import Fovea

/// Where a configuration begins that flags change: a file, or a recipe of our own.
struct StartOptions: ParsableArguments {
  @Option(
    help: "File with a configuration, as --print-config and each run write it; flags win.",
    completion: .paths)
  var config: String?

  @Option(
    parsing: .unconditional,
    help: "Begin with one of our configurations: \(Names.recipes.list); flags win.",
    completion: .recipes)
  var recipe: String?

  /// Whether there is one, which then names a model.
  var isGiven: Bool { config != nil || recipe != nil }

  /// The names of the flags that were given.
  var given: [String] {
    [("--config", config != nil), ("--recipe", recipe != nil)].filter(\.1).map(\.0)
  }

  /// Throws `ValidationError` for an empty path, a name that is none, or both: one would undo the other.
  func check() throws {
    if config == "" { throw ValidationError("--config: expected a path, found ''") }
    if let recipe { try Names.recipes.checked(recipe) }
    if config != nil, recipe != nil {
      throw ValidationError(
        "expected --config or --recipe, found both; each is a whole configuration")
    }
  }

  /// The configuration before flags; the defaults when there is neither. What a file has of choices that follow from
  /// others stays open: runs write them all, and a flag that changes the others changes them as well.
  ///
  /// - Throws: `ValidationError` for a recipe for data of one's own without any.
  func configuration(withData path: String?) throws -> TrainingConfiguration {
    if let recipe = try recipe.map(Recipe.named) {
      if let path { try Self.check(recipe, on: path) }
      if let data = recipe.data, path == nil {
        throw ValidationError(
          "--recipe \(recipe.name) is for data of one's own: expected --data with \(data), found none"
        )
      }
      return recipe.configuration
    }
    return try config.map { try TrainingConfiguration(contentsOf: $0).opened } ?? .init()
  }

  /// Refuses series for recipes of pictures, and the other way round. What is no set is told of when it is read.
  private static func check(_ recipe: Recipe, on data: String) throws {
    let isRows = OwnDataSet.isPath(data) ? (try? OwnDataSet.isRows(data)) ?? nil : false
    guard let isRows, isRows != recipe.isForRows else { return }
    throw ValidationError(
      "--recipe \(recipe.name): expected \(recipe.data ?? "pictures"), found \(data.printable), which has "
        + (isRows ? "series or rows of a table; --recipe series takes those" : "pictures"))
  }
}

extension Recipe {
  /// All recipes, two lines each, for the help of a command.
  static var overview: String {
    let width = all.map(\.name.count).max() ?? 0
    return all.map { recipe in
      let name = recipe.name.padding(toLength: width, withPad: " ", startingAt: 0)
      let indent = String(repeating: " ", count: width + 4)
      return "  \(name)  \(recipe.summary)\n\(indent)\(recipe.labelSafety)"
    }.joined(separator: "\n")
  }
}
