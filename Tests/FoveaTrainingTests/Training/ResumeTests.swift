import TestSupport
import Testing

@testable import FoveaTraining

/// A run that was interrupted gives the same bits as one that was not.
@Suite struct ResumeTests {
  /// Trains until a number of steps were taken in all, and gives the checkpoint by way of a file.
  private func interrupted(
    _ trainer: Trainer, after steps: Int, _ folder: TestFolder
  ) throws -> Checkpoint {
    trainer.shouldStop = { [unowned trainer] in trainer.progress.step >= steps }
    #expect(try trainer.run().status == .interrupted)
    try trainer.checkpoint.write(to: folder.path("c"))
    return try Checkpoint(contentsOf: folder.path("c"))
  }

  private static let configurations: [TrainingConfiguration] = [
    smallConfiguration(),
    smallConfiguration {
      $0.optimizer = .adam
      $0.learningRate = 0.003
      $0.warmUpEpochs = 1.5
    },
    smallConfiguration {
      $0.momentum = 0
      $0.nesterov = false
      $0.schedule = .constant
      $0.preprocessing = .mean
      $0.validationShare = 0
      $0.dropLast = true
    },
    // Everything that has a state of its own.
    smallConfiguration {
      $0.optimizer = .rmsprop
      $0.centered = true
      $0.emaDecay = 0.9
      $0.schedule = .plateau
      $0.plateauPatience = 0
      $0.patience = 2
      $0.clipGradient = 1
      $0.freeze = ["5.*"]
      $0.proximalL1 = true
    },
    // Two batches a step and one in the last: 3 steps an epoch.
    smallConfiguration {
      $0.optimizer = .adamw
      $0.accumulation = 2
      $0.schedule = .onecycle
      $0.emaDecay = 0.99
      $0.epochs = 4
      $0.groups = [ParameterRule(match: "*.weight", rateFactor: 0.5)]
    },
  ]

  /// Stopped within an epoch, at its end, and in the last epoch. An epoch has 5 steps, or 4 when the last
  /// batch is dropped.
  @Test(arguments: configurations, [1, 3, 4, 5, 6, 9, 11])
  func interruptedOnceItEndsTheSame(_ configuration: TrainingConfiguration, _ steps: Int) throws {
    try withFolder { folder in
      let whole = try smallTrainer(configuration)
      let expected = try whole.run()
      let checkpoint = try interrupted(smallTrainer(configuration), after: steps, folder)
      #expect(checkpoint.step == steps)
      let resumed = try checkpoint.resumed()
      let result = try resumed.run()
      #expect(result.status == .finished)
      #expect(resumed.checkpoint.bits == whole.checkpoint.bits)
      #expect(result.test == expected.test)
      #expect(result.best == expected.best)
      #expect(result.epochs.last?.loss == expected.epochs.last?.loss)
      #expect(result.epochs.last?.validation == expected.epochs.last?.validation)
    }
  }

  @Test func fewerEpochsThanHaveBegunAreRefused() throws {
    try withFolder { folder in
      let checkpoint = try interrupted(smallTrainer(), after: 6, folder)
      #expect {
        try checkpoint.resumed(epochs: 1)
      } throws: {
        "\($0)".contains("epochs: expected 2 or more, as the run is in epoch 2, found 1")
      }
      #expect(throws: Never.self) { try checkpoint.resumed(epochs: 2) }
    }
  }

  @Test func interruptedAfterEveryStepItEndsTheSame() throws {
    try withFolder { folder in
      let whole = try smallTrainer()
      _ = try whole.run()
      var trainer = try smallTrainer()
      for step in 1...14 {
        let checkpoint = try interrupted(trainer, after: step, folder)
        #expect(checkpoint.step == step)
        trainer = try checkpoint.resumed()
      }
      #expect(try trainer.run().status == .finished)
      #expect(trainer.checkpoint.bits == whole.checkpoint.bits)
    }
  }

  /// The test can tell: a run with another seed ends otherwise.
  @Test func anotherSeedGivesOtherBits() throws {
    let one = try smallTrainer()
    let other = try smallTrainer(smallConfiguration { $0.seed = 43 })
    _ = try one.run()
    _ = try other.run()
    #expect(one.checkpoint.bits != other.checkpoint.bits)
  }

  @Test func aFinishedRunGoesOnWithMoreEpochs() throws {
    let configuration = smallConfiguration { $0.schedule = .constant }
    let short = try smallTrainer(configuration)
    _ = try short.run()
    let longer = try short.checkpoint.resumed(epochs: 5)
    #expect(try longer.run().epochs.map(\.epoch) == [4, 5])
    let whole = try smallTrainer(
      smallConfiguration {
        $0.schedule = .constant
        $0.epochs = 5
      })
    _ = try whole.run()
    #expect(longer.checkpoint.bits == whole.checkpoint.bits)
  }

  @Test func resultsDoNotDependOnTheNumberOfThreads() throws {
    let bits = try withThreads([1, 2, 5]) { _ in
      let trainer = try smallTrainer(smallConfiguration { $0.epochs = 2 })
      let result = try trainer.run()
      return trainer.checkpoint.bits + ["\(String(describing: result.test))"]
    }
    #expect(bits[0] == bits[1])
    #expect(bits[0] == bits[2])
  }

  @Test func otherDataAreRefused() throws {
    let trainer = try smallTrainer()
    #expect(
      errorLine {
        _ = try Trainer(
          resuming: trainer.checkpoint, model: testNetwork, data: smallData(training: 140))
      } == "checkpoint: data: expected 150 pictures [12, 12, 1] of shapes, as before, "
        + "found 140 pictures [12, 12, 1] of shapes; give the run the data it began with")
  }

  @Test func anotherModelIsRefused() throws {
    let smallCNN = try #require(ModelCatalog.entry(named: "small_cnn"))
    let trainer = try smallTrainer()
    #expect(
      errorLine {
        _ = try Trainer(
          resuming: trainer.checkpoint, model: smallCNN.make, data: smallData())
      }.hasPrefix("layers.0.weight of shape [3, 3, 1, 32] expected, found none of that name"))
  }
}
