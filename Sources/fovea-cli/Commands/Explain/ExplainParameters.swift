import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain parameters`: the count and its formula.
struct ExplainParameters: TopicCommand {
  static let topic = Topic.parameters
  static let configuration = configured(
    """
    Examples:
      fovea explain parameters
      fovea explain parameters --input 32 --channels 3 --kernel 5 --kernels 16
    """)

  @Option(
    parsing: .unconditional, help: "Extent of the input. (default: 7)",
    transform: wholeNumber(1...512))
  var input: Int = 7

  @Option(
    parsing: .unconditional, help: "Channels of the input, D1. (default: 1)",
    transform: wholeNumber(1...1024))
  var channels: Int = 1

  @Option(
    parsing: .unconditional, help: "Extent of the kernels, F. (default: 3)",
    transform: wholeNumber(1...64))
  var kernel: Int = 3

  @Option(
    parsing: .unconditional, help: "How many kernels. (default: 5)",
    transform: wholeNumber(1...1024))
  var kernels: Int = 5

  @OptionGroup var charts: PictureOutput

  func answer() throws -> Answer {
    try naming("--kernel") {
      try ParameterCount(input: input, channels: channels, kernel: kernel, kernels: kernels).answer
    }
  }
}
