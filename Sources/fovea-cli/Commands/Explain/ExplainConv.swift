import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain conv`: the dot product at one place.
struct ExplainConv: TopicCommand {
  static let topic = Topic.conv
  static let configuration = configured(
    """
    Prints image, kernel and output, and the sum at one place with all its products. With a folder as --output, a \
    picture for every place of the window is drawn as well.

    \(matrixFormat)

    Examples:
      fovea explain conv --at 0,0
      fovea explain conv --at 1,3 --kernel 2 --output conv.svg
      fovea explain conv --image 1,2,3/4,5,6/7,8,9 --kernel 1,0/0,-1 --padding 1
    """)

  @Option(
    parsing: .unconditional, help: "Row and column of the output. (default: 0,0)", transform: place)
  var at: IntPair = 0

  @Option(
    parsing: .unconditional,
    help:
      "The slide's kernel 1 or 2, or a matrix: written as 1,0/0,1, or a text file. (default: 1)",
    transform: slideKernel)
  var kernel: Tensor = Slide.diagonal

  @Option(
    parsing: .unconditional, help: "A matrix, or a text file. (default: the slide's image)",
    transform: matrix)
  var image: Tensor = Slide.image

  @Option(
    parsing: .unconditional, help: "Steps of the window. (default: 1)",
    transform: wholeNumber(1...16))
  var stride: Int = 1

  @Option(
    parsing: .unconditional, help: "Zeros on each side. (default: 0)",
    transform: wholeNumber(0...16))
  var padding: Int = 0

  @OptionGroup var charts: PictureOutput

  func answer() throws -> Answer {
    func product(at place: IntPair) throws -> DotProduct {
      try DotProduct(
        image: image, kernel: kernel, at: place, stride: IntPair(stride), padding: .zeros(padding))
    }
    // There is a first place, if the kernel fits.
    _ = try naming("--kernel") { try product(at: 0) }
    return try naming("--at") { try product(at: at).answer() }
  }
}
