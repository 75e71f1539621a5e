import ArgumentParser
import Fovea

/// The flags that say how training pictures are changed.
struct AugmentOptions: ParsableArguments {
  @Option(
    help: """
      How training pictures are changed, as in shift:2,flip,rotate:10,erase; see 'fovea augment preview --help'. \
      (default: none)
      """, transform: augmentationRecipe)
  var augment: AugmentationRecipe?

  @Option(
    parsing: .unconditional,
    help: "Blend pictures by shares from Beta(alpha, alpha); the same as mixup:ALPHA in --augment.",
    transform: number(0...100))
  var mixup: Double?

  @Option(
    parsing: .unconditional,
    help:
      "Exchange rectangles, their shares from Beta(alpha, alpha); as cutmix:ALPHA in --augment.",
    transform: number(0...100))
  var cutmix: Double?

  @Flag(
    help: "Let augmentations through that change a picture's class by the data set's own account.")
  var unsafeAugment = false

  /// Puts what was given into a configuration.
  func apply(to configuration: inout TrainingConfiguration) throws {
    if let augment { configuration.augmentation = augment }
    let mixing: [(Augmentation.Kind, Double?)] = [(.mixup, mixup), (.cutmix, cutmix)]
    for case (let kind, let alpha?) in mixing {
      // timm's way to switch it off.
      let recipe = configuration.augmentation
      configuration.augmentation =
        try alpha == 0
        ? AugmentationRecipe(recipe.steps.filter { $0.kind != kind })
        : recipe.setting(Augmentation(kind, alpha))
    }
    if unsafeAugment { configuration.unsafeAugmentation = true }
  }

  /// The names of the flags that were given.
  var given: [(String, Bool)] {
    [
      ("--augment", augment != nil), ("--mixup", mixup != nil), ("--cutmix", cutmix != nil),
      ("--unsafe-augment", unsafeAugment),
    ]
  }
}

/// Reads a recipe.
@Sendable func augmentationRecipe(_ text: String) throws -> AugmentationRecipe {
  do { return try AugmentationRecipe(text) } catch { throw ValidationError("\(error)") }
}
