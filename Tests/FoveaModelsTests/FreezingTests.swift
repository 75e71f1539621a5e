import FoveaModels
import TestSupport
import Testing

/// A frozen network gives what the network gives in inference, with fewer layers.
@Suite struct FreezingTests {
  /// Batch normalisation with statistics that are not those of a new layer.
  private func unsettle(_ model: any Layer, _ random: inout TestRandom) {
    for (name, buffer) in model.namedBuffers {
      let noise = random.uniform(buffer.value.shape)
      buffer.value = name.hasSuffix("variance") ? noise * noise + 0.5 : noise
    }
    for (name, parameter) in model.namedParameters where name.hasSuffix("scale") {
      parameter.value = random.uniform(parameter.shape) + 1
    }
  }

  @Test(
    "The same logits up to rounding",
    arguments: [
      ("lenet5", 28, 1), ("small_cnn", 28, 1), ("resnet20", 32, 3), ("resnet18", 32, 3),
      ("resnet50", 32, 3), ("seresnet18", 32, 3), ("googlenet", 32, 3), ("mobilenet_v2", 32, 3),
      ("lenet5_original", 28, 1), ("conv1d", 9, 2),
    ])
  func agreement(_ name: String, _ size: Int, _ channels: Int) throws {
    var source = RandomSource(seed: 3)
    let entry = try #require(ModelCatalog.entry(named: name))
    let model = try entry.make([size, size, channels], 7, &source)
    var random = TestRandom("freezing \(name)")
    unsettle(model, &random)
    let pictures = random.uniform([2, size, size, channels])
    let expected = withoutGradients { model(Variable(pictures), .inference).value }
    let frozen = FrozenModel(model)
    // Folding moves roundings from layer to layer, and each layer's grow in the next.
    expectClose(frozen(pictures), expected, reduction: 5000, name)
    #expect(try frozen.network.outputShape(for: pictures.shape) == [2, 7])
  }

  @Test("Normalisation and ReLU are gone behind convolutions, dropout everywhere")
  func joined() throws {
    var random = RandomSource(seed: 1)
    let network = Sequential(
      Conv2D(inputChannels: 3, outputChannels: 4, kernelSize: 3, random: &random), BatchNorm(4),
      Sequential(ReLU(), Dropout()),
      Conv2D(inputChannels: 4, outputChannels: 4, kernelSize: 3, random: &random), ReLU(),
      BatchNorm(4), ReLU(),
      Conv2D(inputChannels: 4, outputChannels: 4, kernelSize: 2, random: &random), ReLU(),
      MaxPool2D(2), BatchNorm(4), Flatten())
    var trace = Trace()
    _ = try network.frozen().outputShape(for: [1, 9, 9, 3], &trace)
    // The second normalisation comes after an activation: it stays, with the ReLU after it.
    #expect(
      trace.rows.map(\.layer.kind) == [
        "FrozenConv2D", "FrozenConv2D", "BatchNorm", "ReLU", "FrozenConv2D", "BatchNorm", "Flatten",
      ])
    #expect(trace.rows.map(\.output).suffix(2) == [[1, 2, 2, 4], [1, 16]])
  }

  @Test("Training after freezing changes the network, not the frozen model")
  func snapshot() throws {
    var random = RandomSource(seed: 1)
    let conv = Conv2D(inputChannels: 1, outputChannels: 2, kernelSize: 3, random: &random)
    let frozen = FrozenModel(Sequential(conv))
    let picture = Tensor.ones([1, 3, 3, 1])
    let before = frozen(picture)
    conv.weight.value += 1
    expectEqual(frozen(picture), before)
    #expect(withoutGradients { conv(Variable(picture), .inference).value } != before)
  }
}
