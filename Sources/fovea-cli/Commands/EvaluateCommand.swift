import ArgumentParser
import Fovea

/// `fovea evaluate`: how well a trained model does on a data set.
struct EvaluateCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measures a trained model's accuracy on a data set.",
    discussion: """
      Prints accuracy and, in brackets, error in percent: of the likeliest class (Acc@1) and of the \
      five likeliest (Acc@5), then each class by itself: the share of it that was found (recall), the \
      share of what was taken for it that is of it (precision), and their harmonic mean (F1).

      Examples:
        fovea evaluate runs/lenet5-1 --data fashion-mnist
        fovea evaluate runs/lenet5-1 --split validation
        fovea evaluate best.safetensors --data mnist --data-folder data/mnist --json
        fovea evaluate runs/lenet5-1 --confusion c.svg --mistakes m.png
        fovea evaluate --ensemble a.safetensors b.safetensors --data fashion-mnist
      """)

  @Argument(
    help: "A trained model: its .safetensors file, or the folder of a training run or an ensemble.",
    completion: .paths)
  var model: String?

  @Option(
    parsing: .upToNextOption,
    help: "Several trained models, which decide together; see 'fovea ensemble evaluate'.",
    completion: .paths)
  var ensemble: [String] = []

  @OptionGroup var part: PartOptions

  @OptionGroup var engine: EngineOptions

  @Option(
    help: "Write what was taken for what to this file: a picture as .svg, numbers as .csv.",
    completion: .paths, transform: outputPath(.svg, .csv))
  var confusion: String?

  @Option(
    help: "Write the pictures that the model was surest of, wrongly, to this file, as PNG.",
    completion: .paths, transform: outputPath(.png))
  var mistakes: String?

  @Option(
    parsing: .unconditional, help: "How many of them at most. (default: 40)",
    transform: wholeNumber(1...1000))
  var worst: Int?

  @Flag(help: "Print one JSON object.")
  var json = false

  func check() throws {
    try part.source.check()
    try engine.check()
    guard (model == nil) != ensemble.isEmpty else {
      throw ValidationError(
        model == nil
          ? "missing expected argument '<model>'"
          : "expected one model or --ensemble with several, found both")
    }
    guard model != nil || (confusion == nil && mistakes == nil) else {
      throw ValidationError("--confusion and --mistakes: expected one model, found --ensemble")
    }
    if worst != nil, mistakes == nil {
      throw ValidationError("--worst is for --mistakes; leave it out")
    }
    for (flag, path) in [("--confusion", confusion), ("--mistakes", mistakes)] where path == "" {
      throw ValidationError("\(flag): expected a path, found ''")
    }
  }

  func run() throws {
    guard let model else { return try evaluate(ensemble) }
    if let plan = try EnsembleFolder(model).plan, plan.kind != .swa {
      guard confusion == nil, mistakes == nil else {
        throw Failure(
          "--confusion and --mistakes: expected one model, found an ensemble of \(plan.members); name one of its "
            + "members")
      }
      return try evaluate([model])
    }
    engine.applied()
    let file = try ModelFile(model)
    let trained = try file.load()
    let data = try part.load(for: trained, of: file)
    trained.noteOtherClasses(than: data)
    if mistakes != nil { try data.checkDrawable("--mistakes") }
    let (evaluation, found) = try trained.evaluate(
      on: data, mistakes: mistakes == nil ? 0 : worst ?? 40)
    try data.checkPictures()
    try writeConfusion(evaluation, data.classNames)
    try writeMistakes(found, of: data)
    if json {
      Stream.results.json(Report(file.path, data, evaluation))
      return
    }
    let table = evaluation.classTable(data.classNames)
    Stream.results.write(
      """
      model  \(file.path.printable): \(trained.description.model.printable)
      data   \(data.summary)

      \(evaluation.accuracies)  loss \(evaluation.loss.fixed(4))

      \(table.text(width: Stream.results.width))
      """)
  }
}

extension TrainedModel {
  /// Says that the names of the classes do not belong together.
  func noteOtherClasses(than data: DataSet) {
    if data.classNames == description.classNames { return }
    Stream.notes.line(
      "note: the model was trained on other classes, those of \(description.data.printable)")
  }
}

extension EvaluateCommand {
  private func evaluate(_ models: [String]) throws {
    var together = EnsembleEvaluateCommand()
    (together.models, together.part, together.engine) = (models, part, engine)
    (together.json, together.output) = (json, nil)
    try together.evaluate(EnsembleFiles(models))
  }
}

extension EvaluateCommand {
  /// What `--json` prints.
  private struct Report: Encodable {
    struct Class: Encodable {
      let name: String
      let pictures: Int
      let top1: Double?
      let precision: Double?
      let recall: Double?
      let f1: Double?
    }

    let model: String
    let data: String
    let split: String
    let pictures: Int
    let loss: Double
    let top1: Double
    let top5: Double
    let classes: [Class]
    let confusion: [[Int]]

    init(_ path: String, _ data: DataSet, _ evaluation: Evaluation) {
      model = path
      self.data = data.name
      split = data.split.rawValue
      pictures = evaluation.count
      loss = evaluation.loss
      top1 = evaluation.top1
      top5 = evaluation.top5
      confusion = evaluation.confusion
      classes = zip(data.classNames, evaluation.classScores).map { name, scores in
        Class(
          name: name, pictures: scores.pictures, top1: scores.recall, precision: scores.precision,
          recall: scores.recall, f1: scores.f1)
      }
    }
  }
}
