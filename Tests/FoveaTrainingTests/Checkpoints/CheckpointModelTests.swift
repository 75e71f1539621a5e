import TestSupport
import Testing

@testable import FoveaTraining

/// A model from a checkpoint: the last step's weights, not the best epoch's; their moving average where there is one.
@Suite struct CheckpointModelTests {
  @Test(arguments: [0, 0.9]) func theLastWeightsAreTaken(_ decay: Double) throws {
    try withFolder { folder in
      var configuration = smallConfiguration()
      configuration.emaDecay = decay
      let trainer = try smallTrainer(configuration)
      _ = try trainer.run()
      let checkpoint = trainer.checkpoint
      try checkpoint.write(to: folder.path("c"))
      let loaded = try TrainedModel.load(checkpoint: folder.path("c"), model: testNetwork)
      let (last, average) = (checkpoint.weights.byName, checkpoint.average.byName)
      #expect(average.isEmpty == (decay == 0))
      for (name, value) in loaded.model.state {
        expectSameBits(value, try #require((decay == 0 ? last : average)[name]), name)
      }
      // Were they the same, this would say nothing.
      let name = try #require(loaded.model.namedParameters.first?.name)
      #expect(last[name] != average[name])
      #expect(loaded.description.classNames == checkpoint.data.classNames)
      #expect(loaded.description.model == configuration.model)
      #expect(loaded.description.testAccuracy == nil)
      try loaded.save(to: folder.path("m"))
      let again = try TrainedModel.load(folder.path("m"), model: testNetwork)
      #expect(again.description == loaded.description)
      #expect(
        folder.error { _ = try TrainedModel.load(checkpoint: folder.path("m"), model: testNetwork) }
          .hasPrefix("m: expected a checkpoint, found a trained model"))
    }
  }
}
