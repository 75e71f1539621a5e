import ArgumentParser
import Fovea

/// What one run or several have in common, from a configuration file or a recipe, the environment, and flags.
struct SharedConfiguration {
  let model: String?
  let source: DataOptions
  let training: TrainingOptions
  let start: StartOptions?
  /// What runs differ in; nothing where there is one.
  var varied: [SearchParameter] = []
  /// Whether it is said what the environment adds.
  var isQuiet = false

  /// The configuration, checked; choices that are left open stay open.
  ///
  /// - Parameter change: what the command itself decides; nothing by default.
  func resolved(
    _ change: (inout TrainingConfiguration) -> Void = { _ in }
  ) throws -> TrainingConfiguration {
    var configuration = try start?.configuration(withData: source.data) ?? .init()
    if let model { configuration.model = model }
    if let data = source.data, data != configuration.data {
      configuration.data = data
      // The file's folder is that of the file's data; a recipe is for whatever data there are.
      configuration.dataFolder = nil
      if start?.recipe == nil || !OwnDataSet.isPath(data) { configuration.reading = nil }
    }
    configuration.reading = source.own.applied(to: configuration.reading)
    if let folder = source.dataFolder { configuration.dataFolder = folder }
    let environment = try EnvironmentFlags()
    try environment.apply(to: &configuration)
    if !environment.arguments.isEmpty, !isQuiet {
      Stream.notes.line(
        "note: from the environment: \(environment.arguments.joined(separator: " ").printable)")
    }
    try training.apply(to: &configuration)
    change(&configuration)
    if training.valShare != nil, configuration.hasOwnValidation {
      throw ValidationError(
        "--val-share: \(configuration.data) has a part of its own to validate with; leave it out")
    }
    try training.checkRelevance(to: configuration, varied: varied)
    do { try configuration.validate() } catch {
      if let error = training.inFlags(error) { throw error }
      throw start?.config.map { Failure("\($0): \(error)") } ?? error
    }
    return configuration
  }
}
