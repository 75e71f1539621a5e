import ArgumentParser
import Foundation
import Fovea

/// The flags of a command that trains several models into one folder, and goes on there when it was stopped.
struct SeveralRunsOptions: ParsableArguments {
  @Argument(help: "Model: \(Names.models.list).", completion: .models)
  var model: String?

  @OptionGroup var source: DataOptions

  @OptionGroup var training: TrainingOptions

  @Option(
    help: """
      Folder to write to: new, empty, or that of the same command, which goes on. (default: the next of \
      runs/<command>-<model>-1, -2, ...)
      """, completion: .paths)
  var output: String?

  @Option(help: "Go on in a folder, as it began.", completion: .paths)
  var resume: String?

  @OptionGroup var start: StartOptions

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: "Models trained side by side, a thread each. (default: as many as there are threads)",
    transform: wholeNumber(1...1024))
  var jobs: Int?

  @OptionGroup var engine: EngineOptions

  @Flag(name: .shortAndLong, help: "No progress, no notes: results and errors alone.")
  var quiet = false

  /// Throws `ValidationError` for flags that do not go together.
  ///
  /// - Parameters:
  ///   - what: what the folder holds, "search".
  ///   - own: the command's own flags that decide the outcome, and whether they were given.
  func check(_ what: String, own: [(String, Bool)]) throws {
    try source.check()
    try start.check()
    try training.check()
    try engine.check()
    if let model { try Names.models.checked(model) }
    for (flag, value) in [("--output", output), ("--resume", resume)] where value == "" {
      throw ValidationError("\(flag): expected a path, found ''")
    }
    guard resume != nil else {
      if model == nil, !start.isGiven {
        throw ValidationError("missing expected argument '<model>': one of \(Names.models.list)")
      }
      return
    }
    let others =
      own + [
        ("a model", model != nil), ("--epochs", training.epochs != nil),
        ("--output", output != nil),
      ]
    let given =
      training.givenBesideEpochs + others.filter(\.1).map(\.0) + start.given + source.given
    guard given.isEmpty else {
      throw ValidationError(
        "--resume goes on as the \(what) began: expected --jobs and --threads at most, found "
          + given.joined(separator: ", "))
    }
  }

  /// Throws `ValidationError` for a parameter that has a value already.
  func check(_ parameters: [SearchParameter], by option: String) throws {
    for parameter in parameters {
      let flag = "--\(parameter.name)"
      if training.givenBesideEpochs.contains(flag) {
        throw ValidationError("expected \(flag) or \(option) \(parameter.name), found both")
      }
      if parameters.count(where: { $0.name == parameter.name }) > 1 {
        throw ValidationError("\(option) \(parameter.name): expected once, found it twice")
      }
    }
  }
}

extension SeveralRunsOptions {
  /// What the runs have in common, checked.
  ///
  /// - Parameters:
  ///   - varied: what they differ in.
  ///   - change: what the command itself decides; nothing by default.
  func configuration(
    varied: [SearchParameter], _ change: (inout TrainingConfiguration) -> Void = { _ in }
  ) throws -> TrainingConfiguration {
    try SharedConfiguration(
      model: model, source: source, training: training, start: start, varied: varied
    ).resolved(change)
  }

  /// Calls `body` with a folder that goes again when nothing was put into it: a command that cannot start leaves
  /// nothing.
  func cleaning(_ folder: String, _ body: () throws -> Void) throws {
    do { try body() } catch {
      rmdir(folder)
      throw error
    }
  }

  /// The folder to begin or to go on in.
  ///
  /// - Parameters:
  ///   - what: what it holds, "search".
  ///   - model: the model's name.
  ///   - hasPlan: whether a folder holds one.
  func folder(_ what: String, of model: String, hasPlan: (String) throws -> Bool) throws -> String {
    guard let output else { return try RunFolder.create(model: "\(what)-\(model)").path }
    // Killed before its plan was written, a command leaves the beginning of it.
    if try !hasPlan(output) { try RunFolder.checkEmpty(output, but: ["\(what).json.partial"]) }
    return output
  }
}

/// Reads a parameter of a search.
@Sendable func searchParameter(_ text: String) throws -> SearchParameter {
  let parameter: SearchParameter
  do { parameter = try SearchParameter(text) } catch { throw ValidationError("\(error)") }
  if parameter.isWhole, case .linear(let range) = parameter.domain,
    let bound = [range.lowerBound, range.upperBound].first(where: { $0 != $0.rounded() })
  {
    throw ValidationError(
      "\(parameter.name): expected whole numbers as the range's ends, found \(bound)")
  }
  return parameter
}
