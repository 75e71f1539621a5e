import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain conv-matrix`: a convolution as a matrix.
struct ExplainConvMatrix: TopicCommand {
  static let topic = Topic.convMatrix
  static let configuration = configured(
    """
    \(matrixFormat)

    Examples:
      fovea explain conv-matrix
      fovea explain conv-matrix --input 8 --kernel 1,2/3,4 --output matrix.svg
    """)

  @Option(
    parsing: .unconditional, help: "Extent of the input. (default: 6)",
    transform: wholeNumber(1...16))
  var input: Int = 6

  @Option(
    parsing: .unconditional,
    help:
      "The slide's kernel 1 or 2, or a matrix: written as 1,0/0,1, or a text file. (default: 1)",
    transform: slideKernel)
  var kernel: Tensor = Slide.diagonal

  @Option(
    parsing: .unconditional, help: "Steps of the window. (default: 1)",
    transform: wholeNumber(1...16))
  var stride: Int = 1

  @Option(
    parsing: .unconditional, help: "Zeros on each side. (default: 0)", transform: wholeNumber(0...8)
  )
  var padding: Int = 0

  @OptionGroup var charts: PictureOutput

  func answer() throws -> Answer {
    try naming("--kernel") {
      try ConvolutionMatrix(input: input, kernel: kernel, stride: stride, padding: padding).answer
    }
  }
}
