import TestSupport
import Testing

@testable import FoveaTraining

/// What is said of a network before it is trained (rows H4, H6 and I4).
@Suite struct TrainingWarningsTests {
  private func warnings(
    _ layers: (any Layer)..., loss: ClassificationLoss = .multiClass
  ) -> [String] {
    trainingWarnings(about: Sequential([Flatten()] + layers), picture: [2, 2, 1], loss: loss)
  }

  private func dense() -> Dense {
    var random = RandomSource(seed: 1)
    return Dense(4, 3, random: &random)
  }

  @Test func reluIsForHiddenLayers() {
    #expect(
      warnings(dense(), ReLU()) == [
        "2 (ReLU) is the output: logits below 0 get no gradient; ReLU is for hidden layers, leave it "
          + "out"
      ])
    #expect(warnings(dense(), ReLU(), Dropout()).count == 1)
    #expect(warnings(ReLU(), dense()).isEmpty)
    #expect(warnings(dense(), LeakyReLU()).isEmpty)
  }

  @Test func aSecondSoftmaxIsOneTooMany() {
    #expect(warnings(dense(), Softmax()).first?.hasPrefix("2 (Softmax) ends the network") == true)
    #expect(
      warnings(dense(), Sigmoid(), loss: .multiLabel).first?.hasPrefix("2 (Sigmoid) ends") == true)
  }

  @Test func constantWeightsAreNamed() {
    #expect(
      warnings(Dense(weight: .zeros([4, 3])), Dense(weight: .ones([3, 3]))) == [
        "all weights of 1.weight (and 1 more) are the same: its neurons compute the same, get the "
          + "same gradients and stay the same; start at random, as by he-normal or xavier-uniform"
      ])
    let frozen = Dense(weight: .zeros([4, 3]))
    frozen.weight.isTrainable = false
    #expect(warnings(frozen).isEmpty)
    // One number is no layer of equal neurons.
    #expect(warnings(Dense(weight: .ones([4, 1])), Dense(weight: .ones([1, 1]))).count == 1)
  }

  @Test(arguments: ["lenet5", "small_cnn", "resnet20"])
  func theCatalogueGivesNoReason(_ name: String) throws {
    var random = RandomSource(seed: 1)
    let entry = try #require(ModelCatalog.entry(named: name))
    let model = try entry.make([28, 28, 1], 10, &random)
    #expect(trainingWarnings(about: model, picture: [28, 28, 1]).isEmpty)
  }
}
