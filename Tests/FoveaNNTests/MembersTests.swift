import FoveaNN
import TestSupport
import Testing

/// The list that optimisers and checkpoints go by.
@Suite struct MembersTests {
  /// The models of the catalogue are tried with FoveaModels.
  @Test func everyStoredParameterIsListed() {
    var random = RandomSource(seed: 1)
    for c in everyLayer { expectAllListed(in: c.make(&random)) }
  }

  @Test func aForgottenParameterIsFound() {
    final class Forgetful: ElementwiseLayer {
      private let rest = [Dense(weight: Tensor.ones([1, 1]), bias: nil)]
      func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable { rest[0](input, mode) }
    }
    withKnownIssue { expectAllListed(in: Forgetful()) }
  }

  @Test func pathsFollowTheNesting() {
    var random = RandomSource(seed: 1)
    let network = Sequential(
      Sequential(Dense(2, 3, random: &random), BatchNorm(3)), Dense(3, 1, random: &random))
    #expect(
      network.state.map(\.name) == [
        "0.0.weight", "0.0.bias", "0.1.scale", "0.1.shift", "1.weight", "1.bias", "0.1.mean",
        "0.1.variance",
      ])
    #expect(network.parameterCount == 9 + 6 + 4)
  }

  @Test func aSharedParameterIsListedOnce() {
    var random = RandomSource(seed: 1)
    let dense = Dense(3, 3, random: &random)
    #expect(Sequential(dense, Tanh(), dense).parameters.count == 2)
  }

  @Test func restoringIsAllOrNothing() throws {
    var random = RandomSource(seed: 1)
    let network = Sequential(Dense(2, 3, random: &random), Dense(3, 1, random: &random))
    let before = network.state
    var values = Dictionary(uniqueKeysWithValues: before.map { ($0.name, $0.value * 2) })
    values["1.bias"] = .zeros([2])
    #expect {
      try network.restore(values)
    } throws: {
      "\($0)" == "1.bias of shape [1] expected, found [2]"
    }
    values["1.bias"] = nil
    #expect {
      try network.restore(values)
    } throws: {
      "\($0)" == "1.bias of shape [1] expected, found none of that name"
    }
    values["1.bias"] = .zeros([1])
    values["2.bias"] = .zeros([1])
    #expect {
      try network.restore(values)
    } throws: {
      "\($0)" == "2.bias found, which the model does not have"
    }
    for (a, b) in zip(before, network.state) { #expect(a.value.elements == b.value.elements) }
    values["2.bias"] = nil
    try network.restore(values)
    #expect(network.state[0].value.elements == (before[0].value * 2).elements)
  }

  /// The lecture's check-point: CONV and FC have parameters, RELU and POOL do not; CONV, FC and POOL have
  /// hyperparameters, RELU does not.
  @Test func checkPointOfParametersAndHyperparameters() {
    var random = RandomSource(seed: 1)
    let conv = Conv2D(inputChannels: 1, outputChannels: 5, kernelSize: 3, random: &random)
    let dense = Dense(2, 3, random: &random)
    #expect(conv.parameterCount == 50)
    #expect(dense.parameterCount == 9)
    #expect(ReLU().parameterCount == 0)
    #expect(MaxPool2D(2).parameterCount == 0)
    #expect(conv.hyperparameters == "kernel 3x3, stride 1x1")
    #expect(dense.hyperparameters == "outputs 3")
    #expect(MaxPool2D(2).hyperparameters == "window 2x2, stride 2x2")
    #expect(ReLU().hyperparameters == "")
  }
}
