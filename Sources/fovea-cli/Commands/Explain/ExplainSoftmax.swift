import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain softmax`: scores as probabilities, beside sigmoids.
struct ExplainSoftmax: TopicCommand {
  static let topic = Topic.softmax
  static let configuration = configured(
    """
    Examples:
      fovea explain softmax
      fovea explain softmax --logits 3,3,0,-2 --temperature 1,10 --output s.svg
      fovea explain softmax --raise 2 --by 5
    """)

  @Option(
    parsing: .unconditional, help: "Scores of 2 to 8 classes, with commas. (default: 2,1,-1)",
    transform: numberList(-1000...1000, count: 2...8))
  var logits: [Double] = [2, 1, -1]

  @Option(
    parsing: .unconditional, help: "Temperatures, with commas. (default: 0.5,1,2)",
    transform: numberList(0.01...1000, count: 1...3))
  var temperature: [Double] = [0.5, 1, 2]

  @Option(
    parsing: .unconditional,
    help: "The class whose score is raised, from 1. (default: the last)",
    transform: wholeNumber(1...8))
  var raise: Int?

  @Option(
    parsing: .unconditional, help: "By how much it is raised. (default: 2)",
    transform: number(-1000...1000))
  var by: Double = 2

  @OptionGroup var charts: PictureOutput

  func check() throws {
    try charts.check()
    if let raise, raise > logits.count {
      throw ValidationError("--raise: expected a class from 1 to \(logits.count), found \(raise)")
    }
  }

  func answer() -> Answer {
    SoftmaxStudy(
      logits: logits, temperatures: temperature, raised: raise.map { $0 - 1 }, by: by
    ).answer
  }
}
