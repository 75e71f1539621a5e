import FoveaNN
import TestSupport
import Testing

/// What holds for every layer, for the further ones.
@Suite struct FurtherLayerTests {
  typealias Case = LayerGradientTests.Case

  @Test(arguments: furtherLayers, [true, false])
  func gradient(_ c: Case, training: Bool) {
    LayerGradientTests().gradient(c, training: training)
  }

  @Test(arguments: stochasticLayers) func gradientInInference(_ c: Case) {
    LayerGradientTests().gradient(c, training: false)
  }

  @Test(arguments: furtherLayers + stochasticLayers)
  func theShapeIsThatWhichComesOutAndTheTraceKnowsIt(_ c: Case) throws {
    var random = RandomSource(seed: testSeed())
    let layer = c.make(&random)
    let x = Variable(Tensor(uniform: -1..<1, c.input, using: &random))
    var trace = Trace(naming: layer)
    let shape = try layer.outputShape(for: c.input, &trace)
    #expect(layer(x, .inference).shape == shape)
    #expect(layer(x, .training(&random)).shape == shape)
    #expect(trace.rows.last?.output == shape || layer is Parallel)
    #expect(trace.rows.allSatisfy { !$0.layer.kind.isEmpty })
  }

  /// As a file of weights does it: values by name into a layer that started otherwise.
  @Test(arguments: furtherLayers + stochasticLayers) func savedAndLoaded(_ c: Case) throws {
    var random = RandomSource(seed: 1)
    let (saved, loaded) = (c.make(&random), c.make(&random))
    let x = Variable(Tensor(uniform: -1..<1, c.input, using: &random))
    try loaded.restore(Dictionary(uniqueKeysWithValues: saved.state))
    expectSameBits(loaded(x, .inference).value, saved(x, .inference).value)
    for (a, b) in zip(loaded.parameters, saved.parameters) { #expect(a !== b) }
  }

  @Test(arguments: furtherLayers + stochasticLayers) func frozenGivesTheSame(_ c: Case) {
    var random = RandomSource(seed: testSeed())
    let layer = c.make(&random)
    let x = Tensor(uniform: -1..<1, c.input, using: &random)
    expectClose(
      FrozenModel(layer)(x), layer(Variable(x), .inference).value, reduction: 40)
  }

  /// All of them for each width, as waiting for workers takes longer than the layers do.
  @Test func theSameBitsWithAnyNumberOfThreads() {
    let cases = furtherLayers + stochasticLayers
    let results = withThreads([1, 2, 5]) { _ in
      cases.map { c in
        var random = RandomSource(seed: 3)
        let layer = c.make(&random)
        let shape = Shape([9] + c.input.dimensions.dropFirst())
        let x = Variable(Tensor(uniform: -1..<1, shape, using: &random), requiresGradient: true)
        let y = layer(x, .training(&random))
        let gradients = y.backward(y.value)
        return [y.value]
          + ([gradients[x]] + layer.parameters.map { gradients[$0] }).compactMap { $0 }
      }
    }
    for layers in results.dropFirst() {
      for (c, (many, one)) in zip(cases, zip(layers, results[0])) {
        for (a, b) in zip(many, one) { expectSameBits(a, b, c.name) }
      }
    }
  }
}
