import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain stages`: a picture on its way through a network.
struct ExplainStages: ThreadedTopicCommand {
  static let topic = Topic.stages
  static let configuration = configured(
    """
    Trains a small network on drawn shapes and shows what each of its layers makes of a test picture. 'fovea ablate pool' \
    compares accuracies with and without pooling.

    Examples:
      fovea explain stages
      fovea explain stages --picture 8 --pooling none
      fovea explain stages --size 16 --kernels 6 --pooling average --output stages
    """)

  @Option(
    parsing: .unconditional,
    help: "Which test picture, from 0; its class is the last digit. (default: 0)",
    transform: wholeNumber(0...1999))
  var picture: Int = 0

  @Option(
    parsing: .unconditional, help: "Pixels a side. (default: 12)", transform: wholeNumber(8...32))
  var size: Int = 12

  @Option(
    parsing: .unconditional, help: "Kernels of the first stage. (default: 3)",
    transform: wholeNumber(3...32))
  var kernels: Int = 3

  @Option(
    parsing: .unconditional,
    help: "At the end of each stage: \(StagedCNN.Pooling.names). (default: max)", transform: choice)
  var pooling: StagedCNN.Pooling = .max

  @Option(
    parsing: .unconditional, help: "Of training; 0 for a network as it starts. (default: 10)",
    transform: wholeNumber(0...50))
  var epochs: Int = 10

  @Option(
    parsing: .unconditional, help: "Of weights and order. (default: 1)", transform: seedNumber)
  var seed: UInt64 = 1

  @OptionGroup var charts: PictureOutput

  @OptionGroup var engine: EngineOptions

  func answer() throws -> Answer {
    try NetworkStages(
      picture: picture, size: size, kernels: kernels, pooling: pooling, epochs: epochs, seed: seed
    ).answer
  }
}
