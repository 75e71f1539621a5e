import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain strides`: sizes, counts and accuracy by stride.
struct ExplainStrides: ThreadedTopicCommand {
  static let topic = Topic.strides
  static let configuration = configured(
    """
    Trains a small network on drawn shapes, once a stride.

    Examples:
      fovea explain strides
      fovea explain strides --stride 1,2,3,6 --kernel 5 --output strides
    """)

  @Option(
    parsing: .unconditional, help: "Steps of the window, with commas. (default: 1,2,4)",
    transform: wholeNumbers(1...16, most: 6))
  var stride: [Int] = [1, 2, 4]

  @Option(
    parsing: .unconditional, help: "Pixels a side. (default: 16)", transform: wholeNumber(8...32))
  var size: Int = 16

  @Option(
    parsing: .unconditional, help: "Extent of the kernels. (default: 3)",
    transform: wholeNumber(1...9))
  var kernel: Int = 3

  @Option(
    parsing: .unconditional, help: "How many kernels. (default: 8)", transform: wholeNumber(1...32))
  var kernels: Int = 8

  @Option(
    parsing: .unconditional, help: "Of training; 0 for none. (default: 10)",
    transform: wholeNumber(0...50))
  var epochs: Int = 10

  @Option(
    parsing: .unconditional, help: "Of weights and order. (default: 1)", transform: seedNumber)
  var seed: UInt64 = 1

  @OptionGroup var charts: PictureOutput

  @OptionGroup var engine: EngineOptions

  func answer() throws -> Answer {
    try StrideCost(
      strides: stride, size: size, kernel: kernel, kernels: kernels, epochs: epochs, seed: seed
    ).answer
  }
}
