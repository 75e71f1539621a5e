import Foundation
import TestSupport
import Testing

@testable import FoveaTraining

/// A run that begins with a trained model's weights.
@Suite struct PretrainedTests {
  /// The file of a model after one epoch on shapes.
  private func trainedFile(_ folder: TestFolder) throws -> (path: String, model: TrainedModel) {
    let result = try smallTrainer(smallConfiguration { $0.epochs = 1 }).run()
    let trained = try result.model
    let model = try #require(trained)
    try model.save(to: folder.path("m"))
    return (folder.path("m"), model)
  }

  private func configuration(_ weights: String) -> TrainingConfiguration {
    smallConfiguration {
      $0.epochs = 1
      $0.weights = weights
      $0.seed = 99
    }
  }

  @Test func aRunBeginsWithTheWeightsOfTheFile() throws {
    try withFolder { folder in
      let (path, trained) = try trainedFile(folder)
      let trainer = try smallTrainer(configuration(path))
      #expect(trainer.initialized == [])
      for ((name, value), (_, expected)) in zip(trainer.model.state, trained.model.state) {
        expectSameBits(value, expected, name)
      }
      // Its average too, and it trains on from there.
      _ = try trainer.run()
      #expect(trainer.model.state[0].value.elements != trained.model.state[0].value.elements)
      #expect(try smallTrainer().initialized == nil)
    }
  }

  /// Classes 0 to 3 of the pictures alone: the last layer is another.
  @Test func whatGoesWithTheNumberOfClassesIsNew() throws {
    try withFolder { folder in
      let (path, trained) = try trainedFile(folder)
      let data = try smallData()
      func part(_ data: DataSet) throws -> DataSet {
        let few = data.labels.indices.filter { data.labels[$0] < 4 }
        return try DataSet(
          name: "few", split: data.split, images: data.images(at: few),
          labels: few.map { data.labels[$0] }, classNames: Array(data.classNames[..<4]))
      }
      let few = try TrainingData(train: part(data.train), test: part(data.test))
      var random = RandomSource(seed: 99)
      var initial = random.split()
      let fresh = try testNetwork([12, 12, 1], 4, &initial)
      let trainer = try Trainer(
        configuration(path), model: testNetwork, data: few)
      #expect(trainer.initialized == ["8.weight", "8.bias"])
      for ((name, value), (_, old)) in zip(trainer.model.state, trained.model.state) {
        let expected = name.hasPrefix("8.") ? fresh.state.first { $0.name == name }?.value : old
        expectSameBits(value, try #require(expected), name)
      }
    }
  }

  @Test func aCheckpointGivesItsWeightsAlone() throws {
    try withFolder { folder in
      let before = try smallTrainer()
      _ = try before.run()
      try before.checkpoint.write(to: folder.path("c"))
      let trainer = try smallTrainer(configuration(folder.path("c")))
      for ((name, value), (_, old)) in zip(trainer.model.state, before.model.state) {
        expectSameBits(value, old, name)
      }
      #expect(trainer.checkpoint.step == 0 && trainer.initialized == [])
    }
  }

  @Test func frozenLayersStayAsInTheFile() throws {
    try withFolder { folder in
      let (path, trained) = try trainedFile(folder)
      var configuration = configuration(path)
      configuration.freeze = ["0*", "1*"]
      let trainer = try smallTrainer(configuration)
      _ = try trainer.run()
      for ((name, value), (_, old)) in zip(trainer.model.state, trained.model.state) {
        if name.hasPrefix("0.") || name.hasPrefix("1.") { expectSameBits(value, old, name) }
        if name == "8.weight" { #expect(value.elements != old.elements) }
      }
    }
  }

  /// The checkpoint has the weights: the file may be gone.
  @Test func aResumedRunDoesNotNeedTheFile() throws {
    try withFolder { folder in
      let (path, _) = try trainedFile(folder)
      let trainer = try smallTrainer(configuration(path))
      _ = try trainer.run()
      let checkpoint = trainer.checkpoint
      try FileManager.default.removeItem(atPath: path)
      #expect(folder.error { _ = try checkpoint.resumed(epochs: 2).run() } == "no error")
    }
  }

  @Test func whatDoesNotFitIsALine() throws {
    try withFolder { folder in
      let (path, trained) = try trainedFile(folder)
      func error(
        _ weights: String, _ change: (inout TrainingConfiguration) -> Void = { _ in }
      ) -> String {
        var configuration = configuration(weights)
        change(&configuration)
        return folder.error { _ = try smallTrainer(configuration) }
      }
      #expect(
        error(path) { $0.model = "other" }
          == "m: model: expected other, found test; train test, or begin with weights of other")
      #expect(error(folder.path("none")).hasPrefix("none: "))
      try trained.model.save(to: folder.path("alone"))
      #expect(
        error(folder.path("alone")).hasPrefix(
          "alone: expected a trained model, found tensors alone; load best.safetensors"))
      try smallTrainer().checkpoint.write(to: folder.path("c"))
      #expect(
        error(folder.path("c")) { $0.model = "other" }
          == "c: model: expected other, found test; train test, or begin with weights of other")
      // Another network of the same name.
      let narrow: ModelMaker = { picture, classes, random in
        Sequential(Flatten(), Dense(picture.count, classes, random: &random))
      }
      #expect(
        folder.error { _ = try Trainer(configuration(path), model: narrow, data: smallData()) }
          == "m: 1.weight of shape [144, 10] expected, found none of that name")
    }
  }
}
