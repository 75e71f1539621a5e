import TestSupport
import Testing

@testable import FoveaTraining

/// Recipes are configurations that can be run as they are.
@Suite struct RecipeTests {
  @Test(arguments: Recipe.all.map(\.name))
  func everyRecipeIsAValidConfigurationThatAFileCanHold(_ name: String) throws {
    let recipe = try Recipe.named(name)
    try recipe.configuration.validate()
    #expect(!recipe.summary.isEmpty && !recipe.labelSafety.isEmpty)
    try withFolder { folder in
      let path = try folder.write("c.json", recipe.configuration.json)
      #expect(try TrainingConfiguration(contentsOf: path) == recipe.configuration)
    }
  }

  @Test func namesAreUnique() {
    let names = Recipe.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(
      names == ["fashion", "digits", "objects", "faces", "traffic-signs", "series", "folder"])
  }

  @Test func anUnknownNameIsAnErrorWithTheNearest() {
    #expect(
      errorLine { _ = try Recipe.named("digit") }
        == "recipe: name: expected one of fashion, digits, objects, faces, traffic-signs, series, folder, "
        + "found \"digit\"; did you mean digits?")
  }

  /// What a published set declares about its classes; of those with recipes.
  static let safety = [
    "fashion-mnist": FashionMNIST.labelSafety, "mnist": MNIST.labelSafety,
    "cifar10": CIFAR10.labelSafety,
  ]

  @Test(arguments: Recipe.all.map(\.name))
  func noRecipeChangesAClass(_ name: String) throws {
    let recipe = try Recipe.named(name)
    let configuration = recipe.configuration
    #expect(!configuration.unsafeAugmentation)
    #expect(configuration.augmentation.isEmpty == (name == "series"))
    let kinds = Set(configuration.augmentation.steps.map(\.kind))
    if recipe.data == nil {
      let safety = try #require(Self.safety[configuration.data])
      #expect(configuration.augmentation.danger(for: safety) == nil)
    } else if let content = configuration.reading?.content {
      #expect(configuration.augmentation.danger(for: content.labelSafety) == nil)
    } else {
      // Of what nobody knows nothing is mirrored or turned.
      #expect(kinds.isDisjoint(with: [.flip, .vflip, .rotate, .shear]))
    }
  }

  /// A recipe for signs says what they are, so that whoever adds a mirror is told.
  @Test func contentsSayWhatChangesAClass() throws {
    let signs = try #require(Recipe.named("traffic-signs").configuration.reading?.content)
    #expect(signs == .signs)
    #expect(try AugmentationRecipe("flip").danger(for: signs.labelSafety) != nil)
    #expect(try AugmentationRecipe("rotate:45").danger(for: signs.labelSafety) != nil)
    #expect(try AugmentationRecipe("flip").danger(for: PictureContent.writing.labelSafety) != nil)
    #expect(try AugmentationRecipe("flip").danger(for: PictureContent.things.labelSafety) == nil)
  }

  @Test(arguments: Recipe.all.map(\.name))
  func modelsAreOfHalfAMillionParametersAtMost(_ name: String) throws {
    let configuration = try Recipe.named(name).configuration
    let entry = try #require(ModelCatalog.entry(named: configuration.model))
    var random = RandomSource(seed: 1)
    let model = try entry.make([28, 28, 1], 10, &random)
    #expect(model.parameterCount <= 500_000)
  }
}
