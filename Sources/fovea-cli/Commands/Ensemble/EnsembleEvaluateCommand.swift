import ArgumentParser
import Fovea

/// `fovea ensemble evaluate`: several models on a data set, alone and together.
struct EnsembleEvaluateCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measures several trained models on a data set, alone and together.",
    discussion: """
      Prints accuracy and error in percent of each model, then those of single models and of the ensemble, \
      apart, with what the ensemble costs in time and memory. Of a folder of averaged weights (--swa), given alone, \
      it shows the epochs whose weights were averaged; 'fovea evaluate' measures the averaged model.

      Examples:
        fovea ensemble evaluate runs/ensemble-lenet5-1
        fovea ensemble evaluate runs/lenet5-1 runs/small_cnn-1 --data fashion-mnist
        fovea ensemble evaluate a.safetensors b.safetensors --output pictures
      """)

  @Argument(help: "Trained models, or the folder of an ensemble.")
  var models: [String] = []

  @OptionGroup var part: PartOptions

  @Option(
    help: "Folder to write to: accuracy.svg, correlation.svg. (default: nothing)",
    completion: .paths)
  var output: String?

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func check() throws {
    try part.source.check()
    try engine.check()
    if models.isEmpty {
      throw ValidationError(
        "missing expected argument '<models>': trained models, or an ensemble's folder")
    }
    if output == "" { throw ValidationError("--output: expected a folder, found ''") }
  }

  func run() throws {
    let files = try EnsembleFiles(models, membersOfAverage: models.count == 1)
    if files.isAverage {
      Stream.notes.line(
        "note: \(models[0].printable) holds one model, of averaged weights, 'fovea evaluate \(models[0].shellPath)'; "
          + "these are the epochs that it was averaged over")
    }
    try evaluate(files)
  }

  /// Measures the models of these files.
  func evaluate(_ files: EnsembleFiles) throws {
    engine.applied()
    let ensemble = try files.load()
    let data = try part.load(for: ensemble.members[0], of: files.files[0])
    if let output { try makeFolder(output) }
    let report = EnsembleReport(ensemble, try ensemble.evaluate(on: data), data: data)
    try data.checkPictures()
    let pictures = try output.map { try report.write(to: $0) } ?? []
    if json {
      Stream.results.json(report.record)
    } else {
      Stream.results.write(report.text(width: Stream.results.width, pictures: pictures))
    }
  }
}

/// Where the members of an ensemble lie that a command was given: files, folders of training runs, or folders
/// of ensembles; that of averaged weights is one model.
struct EnsembleFiles {
  let files: [ModelFile]
  /// Whether these are the epochs behind averaged weights.
  let isAverage: Bool

  /// - Parameter membersOfAverage: whether averaged weights are taken apart to the epochs that they were averaged over.
  init(_ given: [String], membersOfAverage: Bool = false) throws {
    isAverage =
      try membersOfAverage && given.contains { try EnsembleFolder($0).plan?.kind == .swa }
    files = try given.flatMap { path in
      let folder = EnsembleFolder(path)
      guard try folder.plan != nil else { return [try ModelFile(path)] }
      let paths = try membersOfAverage ? folder.memberPaths : folder.modelPaths
      return try paths.map { try ModelFile($0) }
    }
  }

  /// Reads the models.
  func load() throws -> Ensemble {
    try Ensemble(files.map { try $0.load() }, names: files.map(\.path))
  }
}
