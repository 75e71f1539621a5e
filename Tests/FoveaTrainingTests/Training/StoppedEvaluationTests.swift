import TestSupport
import Testing

@testable import FoveaTraining

/// Asked to stop while pictures are evaluated, a run stops there; gone on with, it evaluates anew and ends the same.
@Suite struct StoppedEvaluationTests {
  /// 140 pictures to train with make 5 steps; 560 to validate and 600 to test are three batches each. It is asked
  /// after each step, before each batch of an evaluation, and after the first of two epochs.
  @Test(arguments: [(7, 0, 5), (16, 1, 10), (19, 2, 10)])
  func theRunEndsTheSame(_ calls: Int, _ epochs: Int, _ steps: Int) throws {
    try withFolder { folder in
      let data = try smallData(training: 700, test: 600)
      let configuration = smallConfiguration {
        $0.epochs = 2
        $0.validationShare = 0.8
      }
      func trainer(_ name: String) throws -> Trainer {
        try makeFolder(folder.path(name))
        return try Trainer(
          configuration, model: testNetwork, data: data, folder: RunFolder(folder.path(name)))
      }
      let whole = try trainer("whole")
      let expected = try whole.run()

      let cut = try trainer("cut")
      var asked = 0
      cut.shouldStop = {
        asked += 1
        return asked >= calls
      }
      let stopped = try cut.run()
      #expect(stopped.status == .interrupted && stopped.test == nil)
      // At once: nothing was evaluated after that.
      #expect(asked == calls)
      let run = RunFolder(folder.path("cut"))
      let checkpoint = try Checkpoint(contentsOf: run.checkpointPath)
      #expect(checkpoint.epoch == epochs && checkpoint.step == steps)

      let resumed = try Trainer(resuming: run.path, model: testNetwork, data: data)
      let result = try resumed.run()
      #expect(result.status == .finished && result.test == expected.test)
      #expect(resumed.checkpoint.bits == whole.checkpoint.bits)
      // The norms of the last step's gradients have come through the checkpoint.
      #expect(result.epochs.map(\.norms) == expected.epochs.suffix(2 - epochs).map(\.norms))
      let best = try TrainedModel.load(run.bestPath, model: testNetwork)
      #expect(best.description.testAccuracy == expected.test?.top1)
    }
  }
}
