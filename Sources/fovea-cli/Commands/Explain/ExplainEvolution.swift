import ArgumentParser
import FoveaExplain

/// `fovea explain evolution`: from LeNet to SENet.
struct ExplainEvolution: TopicCommand {
  static let topic = Topic.evolution
  static let configuration = configured(
    """
    'fovea zoo' has the exact figures, and measures pictures a second.

    Examples:
      fovea explain evolution --output evolution.svg
    """)

  @OptionGroup var charts: PictureOutput

  func answer() throws -> Answer { try ModelZoo.answer() }
}
