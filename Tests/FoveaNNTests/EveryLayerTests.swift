import FoveaNN
import TestSupport
import Testing

/// Every kind of layer here; models and their parts are tried with FoveaModels.
let everyLayer =
  LayerGradientTests.layers + LayerGradientTests.activations + furtherLayers + stochasticLayers

/// What holds for every layer.
@Suite struct EveryLayerTests {
  typealias Case = LayerGradientTests.Case

  /// The layer with parameters and buffers that no new one has.
  private func scrambled(_ c: Case, _ random: inout RandomSource) -> any Layer {
    let layer = c.make(&random)
    for parameter in layer.parameters {
      parameter.value = Tensor(uniform: 0.5..<1.5, parameter.shape, using: &random)
    }
    for (_, buffer) in layer.namedBuffers {
      buffer.value = Tensor(uniform: 0.5..<1.5, buffer.value.shape, using: &random)
    }
    return layer
  }

  @Test(arguments: everyLayer)
  func theShapeIsThatWhichComesOutAndTheTraceKnowsIt(_ c: Case) throws {
    var random = RandomSource(seed: testSeed())
    let layer = c.make(&random)
    let x = Variable(Tensor(uniform: -1..<1, c.input, using: &random))
    let network = Sequential(layer)
    var trace = Trace(naming: network)
    let shape = try network.outputShape(for: c.input, &trace)
    #expect(layer(x, .inference).shape == shape)
    #expect(layer(x, .training(&random)).shape == shape)
    #expect(trace.rows.last?.output == shape || layer is Parallel)
    // Each row is the layer or one that it lists.
    #expect(trace.rows.allSatisfy { $0.path == "0" || $0.path.hasPrefix("0.") })
  }

  /// As a file of weights does it: values by name into a layer that started otherwise.
  @Test(arguments: everyLayer) func savedAndLoaded(_ c: Case) throws {
    var random = RandomSource(seed: 1)
    let (saved, loaded) = (scrambled(c, &random), c.make(&random))
    let x = Variable(Tensor(uniform: -1..<1, c.input, using: &random))
    let expected = saved(x, .inference).value
    // Where there is nothing to save, any two are the same.
    #expect((loaded(x, .inference).value == expected) == saved.state.isEmpty)
    try loaded.restore(Dictionary(uniqueKeysWithValues: saved.state))
    expectSameBits(loaded(x, .inference).value, expected)
    for (a, b) in zip(loaded.parameters, saved.parameters) { #expect(a !== b) }
  }

  @Test(arguments: everyLayer) func frozenGivesTheSame(_ c: Case) {
    var random = RandomSource(seed: testSeed())
    let layer = scrambled(c, &random)
    let x = Tensor(uniform: -1..<1, c.input, using: &random)
    expectClose(
      FrozenModel(layer)(x), layer(Variable(x), .inference).value, reduction: 40)
  }

  /// All of them for each width, as waiting for workers takes longer than the layers do. Output, gradients, and
  /// what training changes beside them.
  @Test func theSameBitsWithAnyNumberOfThreads() {
    let results = withThreads([1, 2, 5]) { _ in
      everyLayer.map { c in
        var random = RandomSource(seed: 3)
        let layer = c.make(&random)
        let shape = Shape([9] + c.input.dimensions.dropFirst())
        let x = Variable(Tensor(uniform: -1..<1, shape, using: &random), requiresGradient: true)
        let y = layer(x, .training(&random))
        let gradients = y.backward(y.value)
        return [y.value] + layer.namedBuffers.map(\.buffer.value)
          + ([gradients[x]] + layer.parameters.map { gradients[$0] }).compactMap { $0 }
      }
    }
    for layers in results.dropFirst() {
      for (c, (many, one)) in zip(everyLayer, zip(layers, results[0])) {
        #expect(many.count == one.count)
        for (a, b) in zip(many, one) { expectSameBits(a, b, c.name) }
      }
    }
  }
}
