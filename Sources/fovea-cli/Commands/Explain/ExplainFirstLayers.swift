import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain first-layers`: the first convolutions of networks beside each other.
struct ExplainFirstLayers: TopicCommand {
  static let topic = Topic.firstLayers
  static let configuration = configured(
    """
    Examples:
      fovea explain first-layers
      fovea explain first-layers vgg16 resnet18 --layers 3 --output first.svg
    """)

  @Argument(help: "One or two models of 'fovea zoo'.")
  var models: [String] = ["alexnet_original", "zfnet"]

  @Option(
    parsing: .unconditional, help: "Convolutions of each. (default: 5)",
    transform: wholeNumber(1...10))
  var layers: Int = 5

  @OptionGroup var charts: PictureOutput

  func check() throws {
    try charts.check()
    for name in models { try Names.models.checked(name) }
    if models.count > 2 {
      throw ValidationError("expected one or two models, found \(models.count)")
    }
  }

  func answer() throws -> Answer {
    try FirstLayers(models.compactMap(ModelCatalog.entry(named:)), count: layers).answer
  }
}
