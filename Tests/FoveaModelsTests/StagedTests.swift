import FoveaModels
import TestSupport
import Testing

@Suite struct StagedTests {
  @Test(arguments: StagedCNN.Pooling.allCases)
  func everyPoolingHalvesBothSides(_ pooling: StagedCNN.Pooling) throws {
    var random = RandomSource(seed: 1)
    let model = try StagedCNN(
      size: [9, 8], classes: 4, pooling: pooling, width: 2, random: &random)
    #expect(try model.outputShape(for: [3, 9, 8, 1]) == [3, 4])
    // Convolutions are the same; 9x8 become 2x2 by two poolings, 3x2 where a half counts as one.
    let places = [StagedCNN.Pooling.none: 72, .distance: 6][pooling] ?? 4
    #expect(model.parameterCount == (9 + 1) * 2 + (9 * 2 + 1) * 4 + (places * 4 + 1) * 4)
    let x = Variable(Tensor(uniform: 0..<1, [3, 9, 8, 1], using: &random))
    let y = model(x, .training(&random))
    let gradients = y.backward(.ones(y.shape))
    #expect(model.parameters.allSatisfy { gradients[$0]?.elements.contains { $0 != 0 } ?? false })
  }

  @Test func theAutoencoderGivesPicturesOfTheSizeThatItTakes() throws {
    var random = RandomSource(seed: 1)
    let model = DenoisingAutoencoder(channels: 3, width: 4, random: &random)
    #expect(try model.outputShape(for: [2, 8, 12, 3]) == [2, 8, 12, 3])
    let x = Variable(Tensor(uniform: 0..<1, [2, 8, 12, 3], using: &random))
    let y = model(x, .training(&random))
    // Untrained, what it is given and a trace.
    #expect(zip(y.value.elements, x.value.elements).allSatisfy { abs($0 - $1) < 0.2 })
    #expect(y.value.elements != x.value.elements && y.shape == x.shape)
    let gradients = y.backward(.ones(y.shape))
    #expect(model.parameters.allSatisfy { gradients[$0] != nil })
    expectAllListed(in: model)
    expectClose(FrozenModel(model)(x.value), model(x, .inference).value, reduction: 100)
    #expect {
      try model.outputShape(for: [1, 8, 10, 3])
    } throws: {
      "\($0)"
        == "DenoisingAutoencoder: pictures whose height and width divide by 4 expected, found "
        + "[1, 8, 10, 3]"
    }
  }
}
