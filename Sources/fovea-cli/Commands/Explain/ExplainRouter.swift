import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain router`: max pooling backward.
struct ExplainRouter: TopicCommand {
  static let topic = Topic.router
  static let configuration = configured(
    """
    \(matrixFormat)

    Examples:
      fovea explain router
      fovea explain router --stride 1 --output router
      fovea explain router --input 1,5,2/3,5,1/0,2,4 --stride 1 --gradient 1,1/1,1
    """)

  @Option(
    parsing: .unconditional, help: "A matrix, or a text file. (default: one of 4x4)",
    transform: matrix)
  var input: Tensor = MaxRouter.example

  @Option(
    parsing: .unconditional, help: "Extent of the windows. (default: 2)",
    transform: wholeNumber(1...16))
  var window: Int = 2

  @Option(
    parsing: .unconditional, help: "Their steps. (default: 2)", transform: wholeNumber(1...16))
  var stride: Int = 2

  @Option(
    parsing: .unconditional,
    help: "The gradient from above, as the output. (default: 1, 2, 3, ...)",
    transform: matrix)
  var gradient: Tensor?

  @OptionGroup var charts: PictureOutput

  func check() throws {
    try charts.check()
    try checkWindow(IntPair(window), over: input)
  }

  func answer() throws -> Answer {
    let figure = try MaxRouter(input: input, window: window, stride: stride)
    guard let gradient else { return figure.answer }
    return try naming("--gradient") {
      try MaxRouter(input: input, window: window, stride: stride, outputGradient: gradient).answer
    }
  }
}
