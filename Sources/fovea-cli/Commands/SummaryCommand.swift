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
        fovea summary resnet18 --input 224x224x3 --classes 1000
      """)

  @Argument(help: "Name of a model: \(Names.models.list).")
  var model: String

  @Option(
    parsing: .unconditional, help: "A picture's height, width and channels. (default: 28x28x1)",
    transform: pictureShape)
  var input: Shape = [28, 28, 1]

  @Option(
    parsing: .unconditional, help: "Number of classes. (default: 10)",
    transform: wholeNumber(1...100_000))
  var classes = 10

  func check() throws { try Names.models.checked(model) }

  func run() throws {
    guard let entry = ModelCatalog.entry(named: model) else { return }
    var random = RandomSource(seed: 0)
    let summary = try ModelSummary(entry.make(input, classes, &random), picture: input)
    Stream.results.write(summary.text(width: Stream.results.width))
  }
}
