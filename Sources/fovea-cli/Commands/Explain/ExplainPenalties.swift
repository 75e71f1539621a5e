import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain penalties`: what L2 and L1 do to weights.
struct ExplainPenalties: TopicCommand {
  static let topic = Topic.penalties
  static let configuration = configured(
    """
    One layer, a weight for each pixel and class, is trained four times from the same start.

    Examples:
      fovea explain penalties --output weights.svg
    """)

  @Option(
    parsing: .unconditional, help: "Factor of the L1 penalties. (default: 0.04)",
    transform: number(0...1000))
  var l1: Double?

  @Option(
    parsing: .unconditional,
    help: """
      Factor of the L2 penalty, up to \(Int(0.995 * WeightPenalties.l2Limit)): from \(Int(WeightPenalties.l2Limit)) on \
      weights would grow. (default: 1)
      """,
    transform: number(0...0.995 * WeightPenalties.l2Limit))
  var l2: Double?

  @OptionGroup var charts: PictureOutput

  func answer() throws -> Answer {
    try WeightPenalties(l1: Scalar(l1 ?? 0.04), l2: Scalar(l2 ?? 1)).answer
  }
}
