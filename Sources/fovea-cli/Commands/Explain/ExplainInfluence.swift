import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain influence`: what an input reaches, what an output sees.
struct ExplainInfluence: TopicCommand {
  static let topic = Topic.influence
  static let configuration = configured(
    """
    Examples:
      fovea explain influence
      fovea explain influence --kernel 5 --layers 2 --of 3 --output influence
      fovea explain influence --stride 2 --input 16
    """)

  @Option(
    parsing: .unconditional, help: "Units of the input. (default: 11)",
    transform: wholeNumber(1...40))
  var input: Int = 11

  @Option(
    parsing: .unconditional, help: "Extent of the kernels. (default: 3)",
    transform: wholeNumber(1...40))
  var kernel: Int = 3

  @Option(
    parsing: .unconditional, help: "Steps of the windows. (default: 1)",
    transform: wholeNumber(1...8))
  var stride: Int = 1

  @Option(parsing: .unconditional, help: "How many. (default: 3)", transform: wholeNumber(1...6))
  var layers: Int = 3

  @Option(
    parsing: .unconditional, help: "The input that is followed, from 0. (default: the middle one)",
    transform: wholeNumber(0...39))
  var of: Int?

  @OptionGroup var charts: PictureOutput

  func answer() throws -> Answer {
    try naming("--of") {
      try Influence(input: input, kernel: kernel, stride: stride, layers: layers, source: of).answer
    }
  }
}
