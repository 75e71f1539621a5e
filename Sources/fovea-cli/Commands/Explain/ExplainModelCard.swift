import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain model-card`: networks by architecture, training and activation.
struct ExplainModelCard: TopicCommand {
  static let topic = Topic.modelCard
  static let configuration = configured(
    """
    'fovea zoo' lists the models; 'fovea summary MODEL' goes through one layer by layer.

    Examples:
      fovea explain model-card
      fovea explain model-card alexnet vgg16 googlenet --output cards
    """)

  @Argument(help: "Up to three models of 'fovea zoo'.")
  var models: [String] = ["lenet5", "resnet20"]

  @OptionGroup var charts: PictureOutput

  func check() throws {
    try charts.check()
    for name in models { try Names.models.checked(name) }
    if models.count > 3 {
      throw ValidationError("expected up to three models, found \(models.count)")
    }
  }

  func answer() throws -> Answer {
    ModelCard.answer(
      try models.compactMap(ModelCatalog.entry(named:)).map { try ModelCard($0) })
  }
}
