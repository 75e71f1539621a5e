import TestSupport
import Testing

@testable import FoveaTraining

/// Accumulation, averages, plateau and early stopping in whole runs.
@Suite struct TrainingTechniqueTests {
  /// A network in which pictures do not meet: no batch normalisation, no dropout.
  private static let plain: ModelMaker = { picture, classes, random in
    Sequential(
      Conv2D(
        inputChannels: picture[2], outputChannels: 3, kernelSize: 4, stride: 2, random: &random),
      Tanh(), Flatten(), Dense(5 * 5 * 3, classes, random: &random))
  }

  private func trainer(_ configuration: TrainingConfiguration) throws -> Trainer {
    try Trainer(configuration, model: Self.plain, data: smallData())
  }

  /// Batches of 8, four a step, take the steps of batches of 32: 135 pictures make 17 batches, the last of
  /// 7, and 5 steps, the last of 7 pictures. For one epoch: each forward pass draws from the source that the
  /// next epoch's order comes from.
  @Test(arguments: [false, true]) func accumulatedStepsAreThoseOfLargeBatches(
    _ dropLast: Bool
  ) throws {
    func configuration(_ batchSize: Int, _ accumulation: Int) -> TrainingConfiguration {
      smallConfiguration {
        $0.batchSize = batchSize
        $0.accumulation = accumulation
        $0.dropLast = dropLast
        $0.epochs = 1
      }
    }
    let large = try trainer(configuration(32, 1))
    let small = try trainer(configuration(8, 4))
    var reports: [StepReport] = []
    _ = try large.run()
    _ = try small.run { if case .step(let report) = $0 { reports.append(report) } }
    #expect(reports.count == (dropLast ? 16 : 17))
    #expect(large.progress.step == (dropLast ? 4 : 5))
    #expect(small.progress.step == large.progress.step)
    for ((name, a), (_, b)) in zip(large.model.state, small.model.state) {
      // Five steps of sums over 32 pictures and up to 25 places, added in another order.
      expectClose(a, b, reduction: 5 * 32 * 25, name)
    }
    // The test can tell: without accumulation the steps are others.
    let other = try trainer(configuration(8, 1))
    _ = try other.run()
    let difference = (other.model.state[0].value - large.model.state[0].value).abs().elements.max()
    #expect(try #require(difference) > 1e-2)
  }

  @Test func theAverageIsEvaluatedAndKept() throws {
    // The last epoch's weights are kept, whether or not they are the best.
    let trainer = try trainer(
      smallConfiguration {
        $0.emaDecay = 0.5
        $0.restoreBest = false
      })
    let result = try trainer.run()
    let average = try #require(trainer.average)
    let validation = average.applied {
      Evaluation(of: trainer.model, on: trainer.validation, preprocessor: trainer.preprocessor)
    }
    #expect(result.epochs.last?.validation == validation)
    #expect(result.best?.epoch == 3)
    for ((name, kept), (_, value)) in zip(trainer.bestWeights, average.values) {
      expectSameBits(kept, value, name)
    }
    let last = Evaluation(
      of: trainer.model, on: trainer.validation, preprocessor: trainer.preprocessor)
    #expect(last.loss != validation.loss)
  }

  /// Step by step as the average of one who looks on.
  @Test func theAverageCountsTheSteps() throws {
    let trainer = try trainer(smallConfiguration { $0.emaDecay = 0.9 })
    let other = WeightAverage(of: trainer.model, decay: 0.9)
    var steps = 0
    _ = try trainer.run {
      guard case .step = $0 else { return }
      other.update(step: steps)
      steps += 1
    }
    let average = try #require(trainer.average)
    for ((name, a), (_, b)) in zip(average.values, other.values) { expectSameBits(a, b, name) }
  }

  /// Plateau and early stopping go by the pictures held back, and by what is monitored of them.
  @Test(arguments: TrainingConfiguration.Monitor.allCases)
  func whatIsHeldBackDecides(_ monitor: TrainingConfiguration.Monitor) throws {
    let trainer = try trainer(
      smallConfiguration {
        $0.schedule = .plateau
        $0.patience = 100
        $0.monitor = monitor
        $0.epochs = 4
      })
    let results = try trainer.run().epochs.compactMap(\.validation)
    #expect(results.count == 4)
    var plateau = PlateauSchedule(factor: 0.1, patience: 3)
    var stopping = EarlyStopping(patience: 100)
    for (epoch, result) in results.enumerated() {
      plateau.update(result.loss)
      stopping.update(monitor == .loss ? result.loss : 1 - result.top1, epoch: epoch + 1)
    }
    #expect(trainer.progress.plateau == plateau && trainer.progress.stopping == stopping)
  }

  /// A rate of almost nothing: the loss does not fall, so the rate does, by half every two epochs.
  @Test func aPlateauLowersTheRate() throws {
    var rates: [Double] = []
    let trainer = try trainer(
      smallConfiguration {
        $0.schedule = .plateau
        $0.plateauPatience = 1
        $0.decayRate = 0.5
        $0.learningRate = 1e-9
        $0.warmUpEpochs = 0
        $0.epochs = 7
        $0.minimumRate = 0.3e-9
      })
    _ = try trainer.run { if case .epoch(let report) = $0 { rates.append(report.learningRate) } }
    // The first value is the best; two that are no better lower the rate for the next.
    #expect(rates == [1e-9, 1e-9, 1e-9, 0.5e-9, 0.5e-9, 0.3e-9, 0.3e-9])
  }

  @Test func earlyStoppingEndsTheRunAndKeepsTheBest() throws {
    let configuration = smallConfiguration {
      $0.learningRate = 1e-9
      $0.epochs = 20
      $0.patience = 2
    }
    let trainer = try trainer(configuration)
    let result = try trainer.run()
    #expect(result.status == .finished)
    #expect(result.epochs.count == 3)
    let stopping = try #require(result.stoppedEarly)
    #expect(stopping.bestEpoch == 1 && stopping.lastEpoch == 3 && stopping.waited == 2)
    #expect(result.test != nil)
    // Stopped is stopped; with more epochs asked for, it goes on.
    func resumed(epochs: Int?) throws -> TrainingResult {
      try Trainer(
        resuming: trainer.checkpoint, epochs: epochs, model: Self.plain, data: smallData()
      ).run()
    }
    #expect(try resumed(epochs: nil).epochs.isEmpty)
    #expect(try resumed(epochs: 20).epochs.map(\.epoch) == [4, 5])
    // Without the best weights: the last.
    var last = configuration
    last.restoreBest = false
    #expect(try self.trainer(last).run().best?.epoch == 3)
  }

  @Test func earlyStoppingCountsWhatIsNoBetter() {
    var stopping = EarlyStopping(patience: 2, minDelta: 0.1)
    // The third counts, a tenth better than the first; the fifth is better, but by less.
    let ended = [1, 0.95, 0.85, .nan, 0.76].enumerated().map { place, value in
      stopping.update(value, epoch: place + 1)
    }
    #expect(ended == [false, false, false, false, true])
    #expect(stopping.bestEpoch == 3 && stopping.best == 0.85)
  }

  @Test func epochsAreComparedByLossWhereThatIsMonitored() {
    func epoch(_ top1: Double, _ loss: Double) -> BestEpoch {
      BestEpoch(
        epoch: 1,
        validation: Evaluation(loss: loss, top1: top1, top5: 1, count: 10, confusion: []))
    }
    #expect(epoch(0.5, 0.4).isBetter(than: epoch(0.9, 0.5), by: .loss))
    #expect(!epoch(0.5, 0.4).isBetter(than: epoch(0.9, 0.5), by: .accuracy))
  }

  /// Row J3: proximal L1 leaves zeros, and both penalties stand beside the loss.
  @Test func penaltiesAndSparsityAreReported() throws {
    func last(_ change: (inout TrainingConfiguration) -> Void) throws -> EpochReport {
      let result = try trainer(smallConfiguration(change)).run()
      return try #require(result.epochs.last)
    }
    let sparse = try last {
      $0.l1 = 0.3
      $0.proximalL1 = true
    }
    #expect(sparse.sparsity > 0.3 && sparse.sparsity < 1)
    #expect(sparse.penalties.l1 > 0 && sparse.penalties.l2 > 0)
    #expect(sparse.penalty == sparse.penalties.l1 + sparse.penalties.l2)
    #expect(try last { $0.l1 = 0.3 }.sparsity == 0)
  }

  /// Row J1: penalties stand beside the data's loss, not in it. Before the first step the weights are the same, so
  /// is its loss; what it changes is not.
  @Test func theLossIsWithoutPenalties() throws {
    func losses(_ change: (inout TrainingConfiguration) -> Void) throws -> [Double] {
      var losses: [Double] = []
      let configuration = smallConfiguration {
        $0.epochs = 1
        ($0.l1, $0.weightDecay) = (0, 0)
        change(&$0)
      }
      _ = try trainer(configuration).run {
        if case .step(let report) = $0 { losses.append(report.loss) }
      }
      return losses
    }
    let plain = try losses { _ in }
    for penalized in try [losses { $0.weightDecay = 0.5 }, losses { $0.l1 = 0.5 }] {
      #expect(penalized.first == plain.first && penalized.last != plain.last)
    }
  }

  /// Smoothing moves a share s of the target to all ten classes: the loss gains s times the mean of
  /// -log p over the classes, which is log 10 or more, and loses s times its own.
  @Test func smoothingReachesTheLoss() throws {
    func firstLoss(_ smoothing: Double) throws -> Double {
      var losses: [Double] = []
      _ = try trainer(
        smallConfiguration {
          $0.smoothing = smoothing
          $0.epochs = 1
        }
      ).run { if case .step(let report) = $0 { losses.append(report.loss) } }
      return try #require(losses.first)
    }
    let (plain, smooth, more) = try (firstLoss(0), firstLoss(0.1), firstLoss(0.2))
    let spread = (smooth - 0.9 * plain) / 0.1
    #expect(spread >= 2.302)
    // Linear in s: off by the losses' rounding over 0.1.
    expectClose((more - 0.8 * plain) / 0.2, spread, reduction: 200)
  }

  @Test func namesThatMatchNothingAreRefused() {
    #expect(
      errorLine { _ = try trainer(smallConfiguration { $0.freeze = ["0*", "fc*"] }) }
        == "configuration: freeze: parameters that match \"fc*\" expected, found none among the 4: "
        + "0.weight, 0.bias, 3.weight, 3.bias")
    #expect(
      errorLine {
        _ = try trainer(smallConfiguration { $0.groups = [ParameterRule(match: "fc*")] })
      }.hasPrefix("configuration: groups: parameters that match"))
  }

  /// Nothing would have a gradient.
  @Test func freezingEverythingIsRefused() {
    #expect(
      errorLine { _ = try trainer(smallConfiguration { $0.freeze = ["0*", "*"] }) }
        == "configuration: freeze: parameters that are left to train expected, found all frozen by "
        + "\"0*\", \"*\"")
  }

  @Test func groupsAndFreezingReachTheOptimizer() throws {
    let trainer = try trainer(
      smallConfiguration {
        $0.freeze = ["0.*"]
        $0.groups = [ParameterRule(match: "3.bias", rateFactor: 0)]
        $0.epochs = 1
      })
    let before = trainer.model.state
    _ = try trainer.run()
    let changed = zip(before, trainer.model.state).filter { $0.value.elements != $1.value.elements }
    #expect(changed.map(\.0.name) == ["3.weight"])
  }
}
