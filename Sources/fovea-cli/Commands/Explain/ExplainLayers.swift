import ArgumentParser
import FoveaExplain

/// `fovea explain layers`: which have parameters, which hyperparameters.
struct ExplainLayers: TopicCommand {
  static let topic = Topic.layers
  static let configuration = configured(
    """
    'fovea summary MODEL' lists them for a whole network.

    Examples:
      fovea explain layers
    """)

  @OptionGroup var charts: PictureOutput

  func answer() -> Answer { LayerKinds().answer }
}
