import TestSupport
import Testing

@testable import FoveaInference

/// Weights go to a file and come back.
@Suite struct LayerFileTests {
  private func network(outputs: Int = 3, seed: UInt64) throws -> any Layer {
    var random = RandomSource(seed: seed)
    return try testNetwork([4, 4, 1], outputs, &random)
  }

  @Test func parametersAndBuffersComeBack() throws {
    try withFolder { folder in
      let saved = try network(seed: 1)
      for (name, buffer) in saved.namedBuffers where name.hasSuffix("mean") {
        buffer.value += 0.25
      }
      try saved.save(to: folder.path("w"))
      let loaded = try network(seed: 2)
      try loaded.load(from: folder.path("w"))
      for ((name, value), (_, expected)) in zip(loaded.state, saved.state) {
        expectSameBits(value, expected, name)
      }
    }
  }

  typealias Maker = @Sendable (inout RandomSource) throws -> any Layer

  static let models: [(name: String, size: Int, make: Maker)] = [
    ("LeNet-5 as published", 16, { try LeNet5Original(inputChannels: 3, size: 16, random: &$0) }),
    ("AlexNet as published", 63, { AlexNetOriginal(classes: 3, width: 2, hidden: 8, random: &$0) }),
    ("ZFNet", 63, { ZFNet(classes: 3, width: 2, hidden: 8, random: &$0) }),
    ("VGG", 32, { VGG(.vgg11, normalized: true, classes: 3, width: 2, hidden: 8, random: &$0) }),
    ("GoogLeNet", 31, { GoogLeNet(classes: 3, narrowing: 32, random: &$0) }),
    ("SE-ResNet", 16, { ResNet(.resNet50, classes: 3, width: 4, reduction: 4, random: &$0) }),
    ("MobileNetV2", 16, { MobileNetV2(classes: 3, width: 0.1, last: 16, random: &$0) }),
    ("LeNet-5", 16, { try LeNet5(inputChannels: 3, size: 16, random: &$0) }),
    ("SmallCNN", 8, { try SmallCNN(inputChannels: 3, size: 8, random: &$0) }),
    ("StagedCNN", 16, { try StagedCNN(inputChannels: 3, size: 16, width: 2, random: &$0) }),
    ("CompactCNN", 8, { CompactCNN(inputChannels: 3, width: 2, random: &$0) }),
    ("AlexNet", 63, { AlexNet(classes: 3, hidden: 8, random: &$0) }),
    ("VGG-19", 32, { VGG(.vgg19, classes: 3, width: 2, hidden: 8, random: &$0) }),
    ("ResNet-152", 16, { ResNet(.resNet152, classes: 3, width: 4, random: &$0) }),
    ("ResNet-110", 8, { CIFARResNet(.resNet110, classes: 3, random: &$0) }),
    ("Denoising", 8, { DenoisingAutoencoder(channels: 3, width: 4, random: &$0) }),
    (
      "slopes, statistics and a scaled tanh", 4,
      {
        Sequential(
          Conv2D(inputChannels: 3, outputChannels: 2, kernelSize: 3, random: &$0), BatchNorm(2),
          PReLU(slopes: Tensor(uniform: -1..<1, [2], using: &$0)), ScaledTanh())
      }
    ),
    ("SeriesFCN", 6, { SeriesFCN(inputChannels: 18, classes: 3, width: 4, random: &$0) }),
  ]

  @Test(arguments: models.indices) func everyArchitectureComesBack(_ index: Int) throws {
    let (name, size, make) = Self.models[index]
    try withFolder { folder in
      var random = RandomSource(seed: 1)
      let (saved, loaded) = (try make(&random), try make(&random))
      let x = Variable(Tensor(uniform: -1..<1, [2, size, size, 3], using: &random))
      // Running statistics that no new model has.
      _ = saved(x, .training(&random))
      let expected = saved(x, .inference).value
      #expect(loaded(x, .inference).value.elements != expected.elements, "\(name)")
      try saved.save(to: folder.path("w"))
      try loaded.load(from: folder.path("w"))
      expectSameBits(loaded(x, .inference).value, expected, name)
    }
  }

  @Test func everyKindOfTheCatalogueIsTried() throws {
    var random = RandomSource(seed: 1)
    let kinds = Set(try Self.models.map { try $0.make(&random).kind })
    for entry in ModelCatalog.entries {
      #expect(kinds.contains(try entry.make([64, 64, 3], 3, &random).kind), "\(entry.name)")
    }
  }

  @Test func errorsNameFileTensorAndShapes() throws {
    try withFolder { folder in
      try network(outputs: 3, seed: 1).save(to: folder.path("w"))
      let other = try network(outputs: 5, seed: 2)
      let before = other.state.map(\.value.elements)
      #expect(
        folder.error { try other.load(from: folder.path("w")) }
          == "w: 8.weight of shape [16, 5] expected, found [16, 3]")
      // All or nothing.
      #expect(other.state.map(\.value.elements) == before)

      try Safetensors(other.state.filter { $0.name != "1.mean" }).write(to: folder.path("less"))
      #expect(
        folder.error { try other.load(from: folder.path("less")) }
          == "less: 1.mean of shape [4] expected, found none of that name")
      try Safetensors(other.state + [("9.weight", Tensor(1))]).write(to: folder.path("more"))
      #expect(
        folder.error { try other.load(from: folder.path("more")) }
          == "more: 9.weight found, which the model does not have")
      try Safetensors([("model.x", Tensor(0))], metadata: ["fovea.checkpoint": "{}"])
        .write(to: folder.path("c"))
      #expect(
        folder.error { try other.load(from: folder.path("c")) }
          == "c: expected a model's weights, found a checkpoint; "
          + "resume from it, or load best.safetensors beside it")
    }
  }
}
