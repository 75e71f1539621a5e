import ArgumentParser
import Fovea

/// `fovea predict`: what a trained model takes pictures for.
struct PredictCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Tells what a trained model takes pictures for.",
    discussion: """
      Pictures are PNG or JPEG files, folders of them, or - for standard input (a picture, or paths, one a line): \
      cut to their middle square where the model's are square, resized, made grey or coloured, and preprocessed as in \
      the model's training. Or items of a data set by index. \
      Models trained on white figures on black want such pictures: see --invert.

      Examples:
        fovea predict runs/lenet5-1 boot.png bag.png
        fovea predict runs/resnet20-1 photos --top-k 3 --csv > classes.csv
        find . -name '*.jpg' | fovea predict runs/resnet20-1 - --json
        fovea predict runs/lenet5-1 --data fashion-mnist --index 7 --count 3
        fovea predict runs/resnet20-1 photos --grad-cam maps
        fovea predict boot.png bag.png --ensemble a.safetensors b.safetensors
      """)

  @Argument(
    help: "A trained model: its .safetensors file, or the folder of a training run or an ensemble.",
    completion: .paths)
  var model: String?

  @Argument(help: "PNG or JPEG files, folders of them, - for standard input.", completion: .paths)
  var pictures: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: "Several trained models, which decide together, in place of one.", completion: .paths)
  var ensemble: [String] = []

  @Option(
    help: "How several models decide: \(EnsembleCombination.names). (default: mean)",
    transform: choice)
  var combine: EnsembleCombination?

  @OptionGroup var part: PartOptions

  @Option(
    parsing: .unconditional, help: "Place of the first picture in the data set, from 0.",
    transform: wholeNumber(0...Int.max))
  var index: Int?

  @Option(
    parsing: .unconditional, help: "Number of pictures from there on. (default: 1)",
    transform: wholeNumber(1...100_000))
  var count: Int?

  @Option(
    name: [.customLong("top-k"), .customLong("top")], parsing: .unconditional,
    help: "Number of classes to name, the likeliest first. (default: 5)",
    transform: wholeNumber(1...65536))
  var top = 5

  @Flag(help: "Exchange black and white in picture files.")
  var invert = false

  @OptionGroup var attention: AttentionOptions

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print one JSON object a picture.")
  var json = false

  @Flag(help: "Print comma-separated values: a line of names, then one a picture.")
  var csv = false

  func check() throws {
    try part.source.check()
    try engine.check()
    try attention.check()
    if ensemble.isEmpty, model == nil {
      throw ValidationError("missing expected argument '<model>'")
    }
    if csv, json { throw ValidationError("--csv and --json: expected one of them, found both") }
    let pictures = self.allPictures
    if pictures.isEmpty, index == nil {
      throw ValidationError(
        "expected picture files, or --index with a place in the data set, found none")
    }
    if pictures.isEmpty, invert {
      throw ValidationError("--invert is for picture files, found none; leave it out")
    }
    let places = [("--index", index != nil), ("--count", count != nil)].filter(\.1).map(\.0)
    let given = part.given + places
    if !pictures.isEmpty, !given.isEmpty {
      throw ValidationError(
        "expected picture files or a data set, found both; leave out \(given.joined(separator: ", "))"
      )
    }
  }

  func run() throws {
    engine.applied()
    let models = try EnsembleFiles(ensemble.isEmpty ? [model ?? ""] : ensemble)
    let (file, trained) = (models.files[0], try models.load())
    try checkFlags(of: trained.members.count)
    let output = PredictionOutput(
      form, top: top, classes: trained.classNames.count, knowsTruth: index != nil)
    let attention = try AttentionWriter(self.attention, trained.members[0])
    var failures = 0
    if let index {
      let data = try part.load(for: trained.members[0], of: file)
      trained.members[0].noteOtherClasses(than: data)
      try show(from: index, data, trained, output, attention)
    } else {
      failures = try showPictures(trained, output, attention)
    }
    output.end()
    attention?.end()
    if failures > 0 { throw Failure(skipped: failures) }
  }

  /// Refuses flags of one model for several, and the other way round. How many there are shows once they are read: an
  /// ensemble's folder may stand where a model is expected.
  private func checkFlags(of models: Int) throws(Failure) {
    if models == 1, combine != nil {
      throw Failure(
        "--combine: expected several models that decide together, found one; leave it out")
    }
    if models > 1, attention.isGiven {
      throw Failure(
        "--grad-cam and --occlusion look into one model, found an ensemble of \(models); name one of its members"
      )
    }
  }

  private var form: PredictionOutput.Form { json ? .json : csv ? .csv : .text }

  /// With an ensemble there is no model before the pictures.
  var allPictures: [String] {
    ensemble.isEmpty ? pictures : (model.map { [$0] } ?? []) + pictures
  }
}
