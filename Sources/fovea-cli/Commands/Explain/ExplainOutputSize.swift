import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain output-size`: the formula, and what does not fit.
struct ExplainOutputSize: TopicCommand {
  static let topic = Topic.outputSize
  static let configuration = configured(
    """
    Pictures show how many windows see each pixel, of up to 128 a side with their padding; 'fovea shape' works out sizes \
    for scripts.

    Examples:
      fovea explain output-size
      fovea explain output-size --input 28 --kernel 5 --stride 2,4 --output sizes
    """)

  @Option(
    parsing: .unconditional, help: "Extent of the input, N. (default: 7)",
    transform: wholeNumber(1...512))
  var input: Int = 7

  @Option(
    parsing: .unconditional, help: "Extent of the kernel, K. (default: 3)",
    transform: wholeNumber(1...512))
  var kernel: Int = 3

  @Option(
    parsing: .unconditional, help: "Zeros on each side, P. (default: 0)",
    transform: wholeNumber(0...256))
  var padding: Int = 0

  @Option(
    parsing: .unconditional, help: "Steps of the window, S, with commas. (default: 1,2,3)",
    transform: wholeNumbers(1...512, most: 4))
  var stride: [Int] = [1, 2, 3]

  @OptionGroup var charts: PictureOutput

  func answer() throws -> Answer {
    try naming("--kernel") {
      try OutputSize(input: input, kernel: kernel, padding: padding, strides: stride).answer
    }
  }
}
