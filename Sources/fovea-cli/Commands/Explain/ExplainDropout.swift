import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain dropout`: the thinned networks.
struct ExplainDropout: TopicCommand {
  static let topic = Topic.dropout
  static let configuration = configured(
    """
    Examples:
      fovea explain dropout
      fovea explain dropout --units 8 --probability 0.2 --output thinned
    """)

  @Option(
    parsing: .unconditional, help: "Hidden units. (default: 4)", transform: wholeNumber(1...10))
  var units: Int = 4

  @Option(
    parsing: .unconditional, help: "Of leaving a unit out. (default: 0.5)",
    transform: number(0...0.99))
  var probability: Double = 0.5

  @Option(
    parsing: .unconditional, help: "How often to draw. (default: 4096)",
    transform: wholeNumber(0...1_000_000))
  var draws: Int = 4096

  @Option(
    parsing: .unconditional, help: "Of weights and draws. (default: 5)", transform: seedNumber)
  var seed: UInt64 = 5

  @OptionGroup var charts: PictureOutput

  func answer() -> Answer {
    ThinnedNetworks(units: units, probability: probability, draws: draws, seed: seed).answer
  }
}
