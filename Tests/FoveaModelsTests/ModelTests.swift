import FoveaModels
import TestSupport
import Testing

/// The models' shapes, and parameter counts by the papers' layers.
@Suite struct ModelTests {
  @Test func leNet5HasItsParameters() throws {
    var random = RandomSource(seed: 1)
    let model = try LeNet5(random: &random)
    // 156 + 2,416 + 48,120 + 10,164 + 850.
    #expect(model.parameterCount == 61_706)
    #expect(try model.outputShape(for: [3, 28, 28, 1]) == [3, 10])
  }

  @Test func smallCNNHasItsParameters() throws {
    var random = RandomSource(seed: 1)
    let model = try SmallCNN(random: &random)
    #expect(model.parameterCount == 320 + 18_496 + 401_536 + 1_290)
  }

  @Test func everyModelOfTheCatalogRuns() throws {
    for entry in ModelCatalog.entries {
      var random = RandomSource(seed: 1)
      let model = try entry.make([32, 28, 3], 7, &random)
      let input = Tensor.ones([2, 32, 28, 3])
      let output = model(Variable(input), .training(&random))
      #expect(output.shape == [2, 7])
      #expect(try model.outputShape(for: input.shape) == [2, 7])
    }
  }

  @Test func everyStoredParameterOfEveryModelIsListed() throws {
    for entry in ModelCatalog.entries {
      var random = RandomSource(seed: 1)
      expectAllListed(in: try entry.make([32, 28, 3], 7, &random))
    }
  }

  @Test func aPictureThatDoesNotFitIsAnError() {
    var random = RandomSource(seed: 1)
    for entry in ModelCatalog.entries {
      #expect(throws: ShapeError.self) { try entry.make([5, 5, 1], 10, &random) }
      #expect(throws: ShapeError.self) { try entry.make([50], 10, &random) }
    }
  }
}
