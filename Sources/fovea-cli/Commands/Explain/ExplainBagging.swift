import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain bagging`: error by number of members.
struct ExplainBagging: ThreadedTopicCommand {
  static let topic = Topic.bagging
  static let configuration = configured(
    """
    Trains small networks on bootstrap samples of drawn digits. 'fovea ensemble train' does so with any model and data.

    Examples:
      fovea explain bagging
      fovea explain bagging --members 10 --pictures 100 --output bagging
    """)

  @Option(parsing: .unconditional, help: "Networks. (default: 6)", transform: wholeNumber(2...12))
  var members: Int = 6

  @Option(
    parsing: .unconditional, help: "Pictures to train each with. (default: 300)",
    transform: wholeNumber(10...10_000))
  var pictures: Int = 300

  @Option(
    parsing: .unconditional, help: "How often each sees its pictures. (default: 20)",
    transform: wholeNumber(1...100))
  var epochs: Int = 20

  @Option(
    parsing: .unconditional, help: "Of samples and weights. (default: 1)", transform: seedNumber)
  var seed: UInt64 = 1

  @OptionGroup var charts: PictureOutput

  @OptionGroup var engine: EngineOptions

  func answer() throws -> Answer {
    return try BaggingStudy(members: members, pictures: pictures, epochs: epochs, seed: seed).answer
  }
}
