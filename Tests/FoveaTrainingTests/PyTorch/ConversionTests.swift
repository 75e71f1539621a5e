import TestSupport
import Testing

@testable import FoveaTraining

/// A model from torchvision's weights, whole, and weights of one training for another.
@Suite struct ConversionTests {
  /// What torchvision's file of a model of ours would hold: our layout taken back, each element once.
  private func theirs(_ model: any Layer) -> [(name: String, value: Tensor)] {
    var tensors: [(name: String, value: Tensor)] = []
    model.forEachLayer { path, layer in
      guard let name = TorchvisionNames.name(of: path, in: model) else { return }
      switch layer {
      case let layer as Conv2D:
        tensors.append((name + ".weight", layer.weight.value.transposed(axes: [3, 2, 0, 1])))
      case let layer as Dense:
        tensors.append((name + ".weight", layer.weight.value.transposed()))
        layer.bias.map { tensors.append((name + ".bias", $0.value)) }
      case let layer as BatchNorm:
        tensors += [
          (name + ".weight", layer.scale.value), (name + ".bias", layer.shift.value),
          (name + ".running_mean", layer.mean.value), (name + ".running_var", layer.variance.value),
          (name + ".num_batches_tracked", Tensor(7)),
        ]
      default: break
      }
    }
    return tensors
  }

  @Test func theFileIsAModelThatCanBeUsed() throws {
    try withFolder { folder in
      var random = RandomSource(seed: 2)
      let original = MobileNetV2(classes: 3, random: &random)
      try Safetensors(theirs(original)).write(to: folder.path("w"))
      let converted = try TrainedModel.torchvision(
        folder.path("w"), model: "mobilenet_v2", picture: [32, 32, 3], classNames: ["a", "b", "c"])
      try converted.save(to: folder.path("m"))
      let loaded = try TrainedModel.load(folder.path("m"))
      #expect(loaded.description.classNames == ["a", "b", "c"])
      #expect(loaded.description.imageShape == [32, 32, 3])
      for (a, b) in zip(loaded.model.state, original.state) {
        expectSameBits(a.value, b.value, a.name)
      }
      // ImageNet's mean becomes 0.
      let mean = Tensor(TrainedModel.imageNetMean.map { Scalar($0) })
      let seen = try #require(loaded.preprocessor).transform(mean.broadcast(to: [1, 32, 32, 3]))
      #expect(seen.elements.allSatisfy { abs($0) < 1e-6 })
      #expect(
        folder.error {
          _ = try TrainedModel.torchvision(
            folder.path("w"), model: "mobilenet_v2", classNames: ["a"])
        } == "w: class names: expected 3, as the weights have, found 1")
      #expect(
        folder.error { _ = try TrainedModel.torchvision(folder.path("w"), model: "resnet18") }
          == "w: fc.weight [classes, inputs] expected, found none of that name and shape; the names are "
          + "those of mobilenet_v2")
      #expect(
        folder.error { _ = try TrainedModel.torchvision(folder.path("w"), model: "lenet5") }
          .contains("expected AlexNet, VGG, GoogLeNet, ResNet or MobileNetV2, found LeNet5"))
      #expect(
        folder.error {
          _ = try TrainedModel.torchvision(
            folder.path("w"), model: "mobilenet_v2", picture: [32, 32, 1])
        }.contains("mean and deviation: expected a number for each channel of [32, 32, 1]"))
    }
  }

  /// torchvision gives its models pictures by ImageNet's numbers, and GoogLeNet turns them into -1 ... 1 by itself.
  @Test func googLeNetSeesPicturesFromMinusOneToOne() throws {
    let image = Tensor([1, 1, 2, 3], [0, 0.5, 1, 0.25, 0.75, 1])
    func seen(_ preprocessor: (any Preprocessor)?) throws -> [Scalar] {
      try #require(preprocessor).transform(image).elements
    }
    let wanted = Preprocessing.standardize(per: .channel)
    try withFolder { folder in
      var random = RandomSource(seed: 2)
      let original = GoogLeNet(classes: 3, narrowing: 1, random: &random)
      try Safetensors(theirs(original)).write(to: folder.path("w"))
      func model(_ mean: [Double]? = nil, _ deviation: [Double]? = nil) throws -> TrainedModel {
        try TrainedModel.torchvision(
          folder.path("w"), model: "googlenet", picture: [32, 32, 3], mean: mean,
          deviation: deviation)
      }
      #expect(try seen(model().preprocessor) == [-1, 0, 1, -0.5, 0.5, 1])
      #expect(
        try seen(model([0, 0, 0], [1, 1, 1]).preprocessor) == [0, 0.5, 1, 0.25, 0.75, 1])
      // A training that begins with the weights, as well.
      let file = try PretrainedFile(folder.path("w"))
      let google: ModelMaker = { GoogLeNet(inputChannels: $0[2], classes: $1, random: &$2) }
      let preprocessor = try file.preprocessor(wanted, google, for: [32, 32, 3])
      #expect(try seen(preprocessor) == [-1, 0, 1, -0.5, 0.5, 1])
      // The other models have ImageNet's numbers.
      let other: ModelMaker = { MobileNetV2(inputChannels: $0[2], classes: $1, random: &$2) }
      let usual = try file.preprocessor(wanted, other, for: [32, 32, 3])
      #expect(abs(try seen(usual)[0] + Scalar(0.485 / 0.229)) < 1e-5)
    }
  }

  /// GoogLeNet without auxiliary classifiers, as it is saved for use alone.
  @Test func auxiliaryClassifiersMayBeMissing() throws {
    var random = RandomSource(seed: 2)
    let (a, b) = (
      GoogLeNet(classes: 3, narrowing: 32, random: &random),
      GoogLeNet(classes: 3, narrowing: 32, random: &random)
    )
    let tensors = theirs(a).filter { !$0.name.hasPrefix("aux") }
    try b.loadTorchvision(tensors, picture: [32, 32, 3], from: "w")
    let same = zip(a.state, b.state).filter { $0.0.value.elements == $0.1.value.elements }
    let weights = a.state.filter { $0.name.hasSuffix("weight") }
    #expect(same.count >= tensors.count * 5 / 6)
    for (name, value) in weights {
      let other = try #require(b.state.first { $0.name == name }).value
      #expect((value.elements == other.elements) == !name.hasPrefix("aux"), "\(name)")
    }
  }

  /// The auxiliary classifiers have heads, too.
  @Test func headsAreTheLastDenseLayers() throws {
    var random = RandomSource(seed: 2)
    let google = GoogLeNet(classes: 3, narrowing: 32, random: &random)
    #expect(try google.headPaths([32, 32, 3]) == ["head.2", "aux1.8", "aux2.8"])
    let vgg = VGG(.vgg11, classes: 3, width: 1, hidden: 4, random: &random)
    #expect(try vgg.headPaths([32, 32, 3]) == ["classifier.6"])
  }

  /// Also those whose dense layer stands behind a `Flatten` of more than one place, and auxiliary classifiers.
  @Test func whatIsSavedForTorchvisionIsReadAgain() throws {
    var random = RandomSource(seed: 3)
    let models: [(String, any Layer)] = [
      ("googlenet", GoogLeNet(classes: 3, random: &random)),
      ("mobilenet_v2", MobileNetV2(classes: 3, random: &random)),
    ]
    try withFolder { folder in
      for (name, model) in models {
        let description = ModelDescription(
          model: name, imageShape: [32, 32, 3], classNames: ["a", "b", "c"], preprocessing: nil,
          data: "x")
        try TrainedModel(model, nil, description).saveTorchvision(to: folder.path("w"))
        let loaded = try TrainedModel.torchvision(
          folder.path("w"), model: name, picture: [32, 32, 3])
        for (a, b) in zip(loaded.model.state, model.state) { expectSameBits(a.value, b.value) }
      }
      let lenet = ModelDescription(
        model: "lenet5", imageShape: [28, 28, 1], classNames: ["a", "b"], preprocessing: nil,
        data: "x")
      let trained = TrainedModel(try LeNet5(classes: 2, random: &random), nil, lenet)
      #expect(
        folder.error { try trained.saveTorchvision(to: folder.path("x")) }
          == "export to torchvision: model: expected AlexNet, VGG, GoogLeNet, ResNet-18 to 152 or MobileNetV2, "
          + "as torchvision has them, found lenet5; ONNX and safetensors hold every model")
      let grey = ModelDescription(
        model: "mobilenet_v2", imageShape: [32, 32, 1], classNames: ["a", "b"], preprocessing: nil,
        data: "x")
      let narrow = TrainedModel(
        MobileNetV2(inputChannels: 1, classes: 2, random: &random), nil, grey)
      #expect(
        folder.error { try narrow.saveTorchvision(to: folder.path("x")) }.contains(
          "pictures: expected 3 channels, as torchvision's models take, found 1"))
      #expect(try folder.names == ["w"])
    }
  }
}
