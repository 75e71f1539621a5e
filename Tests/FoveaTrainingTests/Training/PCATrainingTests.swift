import TestSupport
import Testing

@testable import FoveaTraining

/// PCA with whitening in front of a model that takes rows: fitted on the training pictures, stored in the
/// model's file and the checkpoint, replayed at prediction.
@Suite struct PCATrainingTests {
  @Test func aModelOfWhitenedComponentsIsTrainedResumedAndUsed() throws {
    try withFolder { folder in
      let data = try smallData()
      let dense: ModelMaker = { Dense($0.count, $1, random: &$2) }
      func trainer(_ folder: RunFolder?) throws -> Trainer {
        try Trainer(
          smallConfiguration(), model: dense,
          preprocessing: .pca(components: .count(20), whitening: true, epsilon: 1e-3), data: data,
          folder: folder)
      }
      let run = RunFolder(folder.url.path)
      let whole = try trainer(run)
      #expect(whole.inputShape == [20])
      let result = try whole.run()
      let loaded = try TrainedModel.load(run.bestPath, model: dense)
      #expect(
        loaded.description.preprocessing
          == .pca(components: .count(20), whitening: true, epsilon: 1e-3))
      #expect(try loaded.evaluate(on: data.test) == result.test)
      // Fitted without the pictures that were held back.
      let fitted = try PCA(fitting: whole.training, components: .count(20), whitening: true)
      let stored = try #require(loaded.preprocessor as? PCA)
      expectSameBits(stored.components, fitted.components)

      let stopped = try trainer(nil)
      stopped.shouldStop = { [unowned stopped] in stopped.progress.step >= 7 }
      _ = try stopped.run()
      try stopped.checkpoint.write(to: folder.path("c"))
      let resumed = try Trainer(
        resuming: Checkpoint(contentsOf: folder.path("c")), model: dense, data: data)
      _ = try resumed.run()
      #expect(resumed.checkpoint.bits == whole.checkpoint.bits)
    }
  }
}
