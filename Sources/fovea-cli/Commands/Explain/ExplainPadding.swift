import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain padding`: narrow, wide and full.
struct ExplainPadding: TopicCommand {
  static let topic = Topic.padding
  static let configuration = configured(
    """
    Pictures show the zeros around inputs of up to 128 a side with their padding.

    Examples:
      fovea explain padding
      fovea explain padding --input 28 --kernel 2,3,4,5 --output padding
    """)

  @Option(
    parsing: .unconditional, help: "Extent of the input. (default: 7)",
    transform: wholeNumber(1...512))
  var input: Int = 7

  @Option(
    parsing: .unconditional, help: "Extents of kernels, F, with commas. (default: 3,5,7)",
    transform: wholeNumbers(1...512))
  var kernel: [Int] = [3, 5, 7]

  @OptionGroup var charts: PictureOutput

  func answer() throws -> Answer {
    try naming("--kernel") { try PaddingRules(input: input, kernels: kernel).answer }
  }
}
