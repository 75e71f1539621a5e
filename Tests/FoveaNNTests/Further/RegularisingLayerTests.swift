import FoveaNN
import TestSupport
import Testing

/// Dropout of channels, noise, normalisation of single items, stages and branches.
@Suite struct RegularisingLayerTests {
  @Test func spatialDropoutDropsWholeChannelsOfSingleImages() {
    var random = RandomSource(seed: 8)
    let layer = SpatialDropout2D(p: 0.25)
    let x = Variable(Tensor.ones([40, 3, 2, 50]))
    let y = layer(x, .training(&random)).value
    let pixels = y.reshaped(40, 6, 50).transposed(axes: [0, 2, 1]).elements
    var dropped = 0
    // Each image loses channels of its own.
    let images = (0..<40).map { Array(pixels[$0 * 300..<($0 + 1) * 300]) }
    #expect(Set(images).count == 40)
    for channel in 0..<2000 {
      let values = Set(pixels[channel * 6..<channel * 6 + 6])
      #expect(values == [0] || values == [1 / (1 - 0.25)])
      if values == [0] { dropped += 1 }
    }
    // 2,000 draws: five standard deviations are 97.
    #expect(abs(dropped - 500) < 97)
    #expect(layer(x, .inference).value.sharesStorage(with: x.value))
  }

  @Test func noiseHasItsDeviationInTrainingAndIsGoneInInference() {
    var random = RandomSource(seed: 8)
    let layer = GaussianNoise(standardDeviation: 0.5)
    let x = Variable(Tensor.zeros([100, 100]))
    let first = layer(x, .training(&random)).value
    let mean = Double(first.sum().item) / 10_000
    let variance = Double(first.square().sum().item) / 10_000
    // Five standard deviations: of the mean 0.5 / 100, of the variance sqrt(2) * 0.25 / 100.
    #expect(abs(mean) < 0.025 && abs(variance - 0.25) < 0.0177)
    #expect(layer(x, .training(&random)).value.elements != first.elements)
    #expect(layer(x, .inference).value.sharesStorage(with: x.value))
  }

  @Test func noiseAndDropoutAreGoneFromAFrozenNetwork() {
    let network = Sequential(GaussianNoise(), SpatialDropout2D(), Identity(), Tanh())
    let kinds = (FrozenModel(network).network as? Sequential)?.layers.map(\.kind)
    #expect(kinds == ["Tanh"])
  }

  @Test func itemsAreNormalisedEachByItself() {
    var random = RandomSource(seed: testSeed())
    let x = Tensor(normal: 3, standardDeviation: 5, [4, 6, 5, 8], using: &random)
    let alone = x.slice(axis: 0, 1..<2)
    for layer in [LayerNorm(8), LayerNorm(6, 5, 8), GroupNorm(8, groups: 2)] as [any Layer] {
      let y = layer(Variable(x), .training(&random)).value
      // No other item matters, nor does the mode.
      expectSameBits(
        layer(Variable(alone), .inference).value, y.slice(axis: 0, 1..<2), layer.kind)
      let statistics = ChannelStatistics(y.reshaped(-1, 1))
      expectClose(statistics.mean, .zeros([1]), reduction: 960, scale: 1)
      // Less than one by epsilon's share alone.
      #expect(abs(statistics.variance.item - 1) < 1e-3)
    }
  }

  @Test func anEmptyBatchHasAnEmptyGradient() {
    var random = RandomSource(seed: 1)
    for layer in [GroupNorm(4, groups: 2), LayerNorm(4), BatchNorm(4)] as [any Layer] {
      let x = Variable(.zeros([0, 3, 2, 4]), requiresGradient: true)
      let gradient = layer(x, .training(&random)).sum().backward()[x]
      #expect(gradient?.shape == [0, 3, 2, 4], "\(layer.kind)")
    }
  }

  @Test func stagesAreThoseOfTheLecture() throws {
    var random = RandomSource(seed: 1)
    let convolution = Conv2D(
      inputChannels: 1, outputChannels: 2, kernelSize: 3, padding: .same, random: &random)
    let stage = ConvStage(convolution, pooling: MaxPool2D(2))
    #expect(stage.layers.map(\.kind) == ["Conv2D", "ReLU", "MaxPool2D"])
    #expect(stage.namedParameters.map(\.name) == ["convolution.weight", "convolution.bias"])
    let x = Variable(Tensor(uniform: -1..<1, [2, 4, 4, 1], using: &random))
    let y = convolution(x, .inference).relu().maxPool(
      try Pool2DGeometry(input: [2, 4, 4, 2], window: 2))
    expectClose(stage(x, .inference).value, y.value, reduction: 9)
    #expect(ConvStage(convolution).layers.map(\.kind) == ["Conv2D", "ReLU"])
    let normalized = ConvStage(convolution, normalization: BatchNorm(2), detector: Tanh())
    #expect(normalized.layers.map(\.kind) == ["Conv2D", "BatchNorm", "Tanh"])
  }

  @Test func branchesAreJoinedAndRefusedByName() throws {
    var random = RandomSource(seed: 1)
    let dense = Dense(4, 4, random: &random)
    let x = Variable(Tensor(uniform: -1..<1, [3, 4], using: &random))
    let sum = Parallel(.sum, dense, Identity())
    expectSameBits(
      sum(x, .inference).value, dense(x, .inference).value + x.value)
    let beside = Parallel(.concatenation, [Identity(), dense, Identity()])
    #expect(try beside.outputShape(for: [3, 4]) == [3, 12])
    #expect(beside.namedParameters.map(\.name) == ["1.weight", "1.bias"])
    let wrong = Parallel(.sum, Dense(4, 2, random: &random), Identity())
    #expect {
      try wrong.outputShape(for: [3, 4])
    } throws: {
      "\($0)" == "Parallel: branches of one shape expected for a sum, found [3, 2] and [3, 4]"
    }
    let pooled = Parallel(.concatenation, MaxPool2D(2), Identity())
    #expect {
      try pooled.outputShape(for: [1, 4, 4, 2])
    } throws: {
      "\($0)"
        == "Parallel: branches that differ in channels alone expected, found [1, 2, 2, 2] and "
        + "[1, 4, 4, 2]"
    }
  }
}
