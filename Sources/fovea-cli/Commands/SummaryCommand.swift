import ArgumentParser
import Fovea

/// `fovea summary`: the layers of a model, their shapes, parameters and multiply-adds.
struct SummaryCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Lists a model's layers with shapes, parameters and multiply-adds.",
    discussion: """
      Examples:
        fovea summary lenet5
        fovea summary small_cnn --input 32x32x3 --classes 100
        fovea summary resnet18
        fovea summary lenet5 --json | jq .layers[0]
      """)

  @Argument(help: "Name of a model: \(Names.models.list).", completion: .models)
  var model: String

  @Option(
    parsing: .unconditional,
    help: """
      A picture's height, width and channels, of series 1xLENGTHxCHANNELS; without channels of one, grey. \
      (default: what the model was made for)
      """,
    transform: pictureShape)
  var input: Shape?

  @Option(
    parsing: .unconditional,
    help: "Number of classes. (default: those of the data set it was made for)",
    transform: wholeNumber(1...100_000))
  var classes: Int?

  @Flag(help: "Print one JSON object.")
  var json = false

  func check() throws { try Names.models.checked(model) }

  func run() throws {
    guard let entry = ModelCatalog.entry(named: model) else { return }
    var random = RandomSource(seed: 0)
    let picture = input ?? entry.usual.picture
    let model = try entry.make(picture, classes ?? entry.usual.classes, &random)
    let summary = try ModelSummary(model, picture: picture)
    if json {
      Stream.results.json(ModelSummary.Report(summary, name: entry.name))
      return
    }
    Stream.results.write(summary.text(width: Stream.results.width))
  }
}
