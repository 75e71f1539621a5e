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
    #expect(names == ["fashion", "digits"])
  }

  @Test func anUnknownNameIsAnErrorWithTheNearest() {
    #expect(
      errorLine { _ = try Recipe.named("digit") }
        == "recipe: name: expected one of fashion, digits, found \"digit\"; did you mean digits?")
  }

  /// What a data set declares about its classes; of those with recipes.
  static let safety = ["fashion-mnist": FashionMNIST.labelSafety, "mnist": MNIST.labelSafety]

  @Test(arguments: Recipe.all.map(\.name))
  func noRecipeChangesAClass(_ name: String) throws {
    let configuration = try Recipe.named(name).configuration
    let safety = try #require(Self.safety[configuration.data])
    #expect(configuration.augmentation.danger(for: safety) == nil)
    #expect(!configuration.augmentation.isEmpty && !configuration.unsafeAugmentation)
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
