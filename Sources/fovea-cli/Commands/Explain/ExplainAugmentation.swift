import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain augmentation`: what changes the class of a character.
struct ExplainAugmentation: ThreadedTopicCommand {
  static let topic = Topic.augmentation
  static let configuration = configured(
    """
    Trains a small network on digits, b and d, which are drawn here, and shows it changed ones. 'fovea augment audit MODEL' does so \
    with a trained model and its data.

    Examples:
      fovea explain augmentation
      fovea explain augmentation --augment rotate:30 --augment flip:1
    """)

  @Option(
    help:
      "Recipe to try; may be given several times. (default: mirrors, half a turn, and harmless ones)",
    transform: augmentationRecipe)
  var augment: [AugmentationRecipe] = []

  @Option(
    parsing: .unconditional, help: "Of pictures and weights. (default: 1)", transform: seedNumber)
  var seed: UInt64 = 1

  @OptionGroup var charts: PictureOutput

  @OptionGroup var engine: EngineOptions

  func answer() throws -> Answer {
    do {
      return try ClassChanges(recipes: augment.isEmpty ? nil : augment, seed: seed).answer
    } catch let error as DataError {
      // The characters are drawn: what does not fit them was asked for.
      throw ValidationError(error.description)
    }
  }
}
