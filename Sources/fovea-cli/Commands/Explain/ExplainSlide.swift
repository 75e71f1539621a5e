import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain slide6x6`: both kernels over the slide's image.
struct ExplainSlide: TopicCommand {
  static let topic = Topic.slide6x6
  static let configuration = configured(
    """
    \(matrixFormat)

    Examples:
      fovea explain slide6x6
      fovea explain slide6x6 --stride 1,3 --kernel 2
      fovea explain slide6x6 --image mine.txt --output maps.svg
    """)

  @Option(
    parsing: .unconditionalSingleValue,
    help: "The slide's kernel 1 or 2, or a matrix; may be given several times. (default: both)",
    transform: slideKernel)
  var kernel: [Tensor] = []

  @Option(
    parsing: .unconditional, help: "A matrix, or a text file. (default: the slide's image)",
    transform: matrix)
  var image: Tensor = Slide.image

  @Option(
    parsing: .unconditional, help: "Steps of the window, with commas. (default: 1,2)",
    transform: wholeNumbers(1...16, most: 4))
  var stride: [Int] = [1, 2]

  @OptionGroup var charts: PictureOutput

  func answer() throws -> Answer {
    try naming("--kernel") {
      try SlideConvolution(
        image: image, kernels: kernel.isEmpty ? Slide.kernels : kernel, strides: stride
      ).answer
    }
  }
}
