import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain pooling`: one matrix through every kind.
struct ExplainPooling: TopicCommand {
  static let topic = Topic.pooling
  static let configuration = configured(
    """
    \(matrixFormat)

    Examples:
      fovea explain pooling
      fovea explain pooling --input 1,5,2,0/3,5,1,1/0,2,4,4 --window 2x3
      fovea explain pooling --grid 2 --factor 2.5 --seed 7 --output pooling.svg
    """)

  @Option(
    parsing: .unconditional, help: "A matrix, or a text file. (default: one of 5x5)",
    transform: matrix)
  var input: Tensor = PoolingGallery.example

  @Option(
    parsing: .unconditional, help: "Extent of the windows, or HEIGHTxWIDTH. (default: 2)",
    transform: pair(1...15))
  var window: IntPair = 2

  @Option(
    parsing: .unconditional, help: "Their steps, likewise. (default: 2)", transform: pair(1...16))
  var stride: IntPair = 2

  @Option(
    parsing: .unconditional, help: "p of the Lp norm. (default: 2)", transform: number(1...16))
  var exponent: Double = 2

  @Option(
    parsing: .unconditional, help: "What adaptive pooling is to give. (default: 3)",
    transform: pair(1...8))
  var grid: IntPair = 3

  @Option(
    parsing: .unconditional,
    help: "How many times smaller fractional pooling makes it. (default: 1.5)",
    transform: number(1...16))
  var factor: Double = 1.5

  @Option(
    parsing: .unconditional, help: "Of what is chosen by chance. (default: 1)",
    transform: seedNumber)
  var seed: UInt64 = 1

  @OptionGroup var charts: PictureOutput

  func check() throws {
    try charts.check()
    try checkWindow(window, over: input)
  }

  func answer() throws -> Answer {
    var choices = PoolingGallery.Choices()
    (choices.window, choices.stride, choices.grid) = (window, stride, grid)
    (choices.exponent, choices.factor, choices.seed) = (Scalar(exponent), factor, seed)
    return try PoolingGallery(input, choices).answer
  }
}
