import Foundation
import TestSupport
import Testing

@testable import FoveaTraining

/// A run that begins with weights of PyTorch: the head is new, the rest stays when that is asked for.
@Suite struct FineTuningTests {
  /// A narrow ResNet-18, of which PyTorch wrote the fixtures, for three classes.
  private let network: ModelMaker = { picture, classes, random in
    ResNet(.resNet18, inputChannels: picture[2], classes: classes, width: 2, random: &random)
  }

  private func colored(_ data: DataSet) throws -> DataSet {
    let grey = data.images
    let images = Tensor.concatenated([grey, 1 - grey, grey * grey], axis: 3)
    return try DataSet(
      name: data.name, split: data.split, images: images, labels: data.labels,
      classNames: data.classNames)
  }

  private func data() throws -> TrainingData {
    let grey = try smallData(training: 60, test: 20)
    return try TrainingData(train: colored(grey.train), test: colored(grey.test))
  }

  private func configuration(
    _ weights: String, _ change: (inout TrainingConfiguration) -> Void = { _ in }
  ) -> TrainingConfiguration {
    smallConfiguration {
      $0.epochs = 1
      $0.weights = weights
      change(&$0)
    }
  }

  /// What the file holds, in our layout.
  private func expected(_ path: String) throws -> [String: Tensor] {
    var random = RandomSource(seed: 1)
    let model = ResNet(.resNet18, classes: 3, width: 2, random: &random)
    try model.loadTorchvision(
      PyTorchFile(contentsOf: path).tensors, picture: [12, 12, 3], from: path)
    return Dictionary(uniqueKeysWithValues: model.state)
  }

  @Test(arguments: ["resnet18.pth", "resnet18-legacy.pth"])
  func theBodyStaysAndTheHeadIsNew(_ name: String) throws {
    let path = try PyTorchFileTests.path(name)
    let expected = try expected(path)
    let trainer = try Trainer(
      configuration(path) { $0.freezeBody = true }, model: network, data: data())
    #expect(trainer.initialized == ["head.1.weight", "head.1.bias"])
    let head = try #require(trainer.model.state.first { $0.name == "head.1.weight" }).value
    let before = head.elements
    #expect(head.shape == [16, 10])
    // Pictures are standardised as those that the weights have seen.
    let preprocessor = try #require(trainer.preprocessor as? Standardize)
    expectClose(
      preprocessor.mean, Tensor(TrainedModel.imageNetMean.map { Scalar($0) }), reduction: 1)
    let result = try trainer.run()
    for (name, value) in trainer.model.state where !name.hasPrefix("head.") {
      expectSameBits(value, try #require(expected[name]), name)
    }
    #expect(trainer.model.state.first { $0.name == "head.1.weight" }?.value.elements != before)
    #expect(try result.model?.description.preprocessing == .standardize(per: .channel))
  }

  @Test func withoutFreezingEverythingIsTrained() throws {
    try withFolder { folder in
      let path = try PyTorchFileTests.path("resnet18.pth")
      // The same names as safetensors has them.
      try Safetensors(PyTorchFile(contentsOf: path).tensors).write(to: folder.path("w"))
      let trainer = try Trainer(configuration(folder.path("w")), model: network, data: data())
      let expected = try expected(path)
      let first = trainer.model.state[0]
      expectSameBits(first.value, try #require(expected[first.name]))
      _ = try trainer.run()
      #expect(trainer.model.state[0].value.elements != expected[first.name]?.elements)
    }
  }

  /// Of a run of our own the preprocessing comes along as well.
  @Test func thePreprocessingGoesWithTheWeights() throws {
    try withFolder { folder in
      let result = try smallTrainer(smallConfiguration { $0.epochs = 1 }).run()
      let model = try result.model
      let trained = try #require(model)
      try trained.save(to: folder.path("m"))
      let dark = try smallData().train.images * 0.25
      let others = try TrainingData(
        train: DataSet(
          name: "dark", split: .train, images: dark, labels: smallData().train.labels,
          classNames: Shapes.classNames), test: smallData().test)
      func mean(_ change: (inout TrainingConfiguration) -> Void) throws -> Tensor? {
        let trainer = try Trainer(
          configuration(folder.path("m"), change), model: testNetwork, data: others)
        return (trainer.preprocessor as? Standardize)?.mean
      }
      let own = try #require(trained.preprocessor as? Standardize).mean
      expectSameBits(try #require(mean { _ in }), own)
      // Of another kind it is fitted.
      let pixels = try #require(mean { $0.preprocessing = .standardizePixel })
      #expect(pixels.shape == [12, 12, 1])
    }
  }

  @Test func aResumedRunKeepsTheBodyToo() throws {
    let path = try PyTorchFileTests.path("resnet18.pth")
    let trainer = try Trainer(
      configuration(path) { $0.freezeBody = true }, model: network, data: data())
    _ = try trainer.run()
    let resumed = try Trainer(
      resuming: trainer.checkpoint, epochs: 2, model: network, data: data())
    _ = try resumed.run()
    let expected = try expected(path)
    for (name, value) in resumed.model.state where !name.hasPrefix("head.") {
      expectSameBits(value, try #require(expected[name]), name)
    }
  }

  @Test func whatDoesNotFitIsALine() throws {
    let path = try PyTorchFileTests.path("vgg11.pth")
    let line = errorLine { _ = try Trainer(configuration(path), model: network, data: data()) }
    #expect(
      line
        == "\(path): fc.weight [classes, inputs] expected, found none of that name and shape; the names are "
        + "those of vgg11")
    let grey = errorLine {
      let three = try PyTorchFileTests.path("resnet18.pth")
      _ = try Trainer(
        configuration(three), model: network, data: smallData(training: 60, test: 20))
    }
    #expect(
      grey.hasSuffix(
        "; the weights are for pictures of 3 channels, not of 1: train on coloured pictures, without --grey"
      ),
      "\(grey)")
    #expect(
      errorLine {
        _ = try Trainer(
          smallConfiguration { $0.freezeBody = true }, model: network, data: data())
      } == "configuration: freezeBody: expected false, as there are no weights to keep, found true")
    // A network whose classes no dense layer tells apart.
    let headless: ModelMaker = { picture, classes, random in
      Sequential(
        Conv2D(inputChannels: picture[2], outputChannels: classes, kernelSize: 1, random: &random),
        GlobalAvgPool())
    }
    try withFolder { folder in
      let data = try data()
      let model = try Trainer(smallConfiguration { $0.epochs = 1 }, model: headless, data: data)
        .run().model
      try #require(model).save(to: folder.path("m"))
      #expect(
        errorLine {
          _ = try Trainer(
            configuration(folder.path("m")) { $0.freezeBody = true }, model: headless, data: data)
        }.contains("freezeBody: a dense layer that tells classes apart expected, found none"))
    }
  }
}
