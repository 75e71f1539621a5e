import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain learning-rate`: too low, right, too high.
struct ExplainLearningRate: ThreadedTopicCommand {
  static let topic = Topic.learningRate
  static let configuration = configured(
    """
    A small network learns drawn shapes by plain gradient steps, from the same start at each rate. 'fovea lr-find' \
    looks for a model's rate.

    Examples:
      fovea explain learning-rate
      fovea explain learning-rate --rates 0.001,0.01,0.1,1 --output rates.svg
    """)

  @Option(
    parsing: .unconditional, help: "Rates, with commas. (default: 0.00001,0.05,5)",
    transform: numberList(1e-12...1000, count: 1...6))
  var rates: [Double] = [1e-5, 0.05, 5]

  @Option(
    parsing: .unconditional, help: "Steps at each rate. (default: 240)",
    transform: wholeNumber(1...5000))
  var steps: Int = 240

  @Option(
    parsing: .unconditional, help: "Of weights and order. (default: 1)", transform: seedNumber)
  var seed: UInt64 = 1

  @OptionGroup var charts: PictureOutput

  @OptionGroup var engine: EngineOptions

  func answer() throws -> Answer {
    try LearningRateStudy(rates: rates, steps: steps, seed: seed).answer
  }
}
