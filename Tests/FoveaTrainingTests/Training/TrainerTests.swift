import Foundation
import TestSupport
import Testing

@testable import FoveaTraining

/// What a run does and tells.
@Suite struct TrainerTests {
  /// LeNet-5 on 2,000 shapes reaches 90 % in six epochs; by chance it would be 10 %.
  @Test func aModelLearnsShapes() throws {
    var configuration = TrainingConfiguration()
    configuration.data = "shapes"
    configuration.epochs = 6
    configuration.batchSize = 32
    let data = try TrainingData(
      train: Shapes(.train, count: 2000).data, test: Shapes(.test, count: 500).data)
    let result = try Trainer(configuration, data: data).run()
    let test = try #require(result.test)
    #expect(test.top1 > 0.9)
    #expect(test.count == 500)
    // The model that is handed back is the one that was tested.
    #expect(try result.model?.evaluate(on: data.test) == test)
    #expect(try result.model?.description.testAccuracy == test.top1)
    #expect(try result.model?.description.data == "shapes")
    #expect(result.epochs.count == 6)
  }

  /// In a process of its own, as other tests' tensors would count as well.
  @Test(arguments: [1, 2, 3])
  func stepsTakeNoMemoryOfTheSystemAfterTheFirstEpoch(_ threads: Int) async {
    await #expect(processExitsWith: .exitCode(7)) { [threads] in
      ThreadPool.shared.setWidth(threads)
      let reports = try smallTrainer(smallConfiguration { $0.epochs = 20 }).run().epochs
      let first = reports[0].systemAllocations
      exit(first > 0 && reports.dropFirst().allSatisfy { $0.systemAllocations == 0 } ? 7 : 1)
    }
  }

  @Test func reportsAddUp() throws {
    var steps: [StepReport] = []
    var epochs: [EpochReport] = []
    var starts = 0
    let trainer = try smallTrainer()
    let result = try trainer.run { event in
      switch event {
      case .started(let info):
        starts += 1
        #expect(info.trainingCount == 135)
        #expect(info.validationCount == 15)
        #expect(info.testCount == 40)
        #expect(info.stepsPerEpoch == 5)
        #expect(info.inputShape == [12, 12, 1])
      case .step(let report): steps.append(report)
      case .epoch(let report): epochs.append(report)
      case .checkpointed: Issue.record("there is no folder to write to")
      case .diagnosis: Issue.record("nothing is wrong with the rate")
      }
    }
    #expect(starts == 1)
    #expect(steps.map(\.step) == [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5])
    #expect(steps.map(\.images).prefix(5) == [32, 32, 32, 32, 7])
    #expect(epochs.map(\.withoutConfusion) == result.epochs.map(\.withoutConfusion))
    for (epoch, report) in epochs.enumerated() {
      let own = steps[epoch * 5..<epoch * 5 + 5]
      let loss = own.reduce(0) { $0 + $1.loss * Double($1.images) } / 135
      #expect(abs(report.loss - loss) < 1e-12 * loss)
      #expect(own.last?.meanLoss == report.loss)
      #expect(own.last?.meanAccuracy == report.top1)
      #expect(report.validation?.count == 15)
      #expect(report.penalty > 0)
    }
    // The learning rate of each step: up over the first epoch, then down.
    let schedule = Schedule.cosine(warmUp: 5, steps: 15)
    let base = try #require(trainer.configuration.learningRate)
    for (step, report) in steps.enumerated() {
      expectClose(report.learningRate, schedule.learningRate(at: step, from: base))
    }
    let best = epochs.last(where: \.isBest)
    #expect(result.best?.epoch == best?.epoch)
    #expect(result.best?.validation == best?.validation?.withoutConfusion)
  }

  /// Of many classes a matrix is large: the best epoch's and the last's are kept, and none in a checkpoint.
  @Test func confusionsOfOlderEpochsAreForgotten() throws {
    var reports = KeptReports()
    let (best, other) = (try report(isBest: true), try report(isBest: false))
    func kept(after report: EpochReport) -> [Bool] {
      reports.append(report)
      return reports.all.map { $0.validation?.confusion.isEmpty == false }
    }
    #expect(kept(after: other) == [true])
    #expect(kept(after: best) == [false, true])
    #expect(kept(after: other) == [false, true, true])
    #expect(kept(after: other) == [false, true, false, true])
    #expect(kept(after: best) == [false, false, false, false, true])
    #expect(
      reports.all.map(\.withoutConfusion)
        == [other, best, other, other, best].map(\.withoutConfusion))

    let trainer = try smallTrainer(smallConfiguration { $0.epochs = 1 })
    let result = try trainer.run()
    let evaluation = try #require(trainer.checkpoint.best?.validation)
    #expect(evaluation.confusion.isEmpty && evaluation.count == 15)
    #expect(evaluation == result.epochs[0].validation?.withoutConfusion)
  }

  private func report(isBest: Bool) throws -> EpochReport {
    EpochReport(
      epoch: 1, epochs: 9, loss: 1, top1: 0.5, penalties: PenaltyValues(), sparsity: 0,
      validation: Evaluation(loss: 1, top1: 1, top5: 1, count: 1, confusion: [[1]]),
      learningRate: 0.1, seconds: 1, imagesPerSecond: 1, dataWaitShare: 0, isBest: isBest,
      systemAllocations: 0, peakTensorBytes: 0, activations: [])
  }

  /// Half the run at most is warm-up, so that its default suits runs of one epoch; a constant rate has none.
  @Test func warmUpLeavesHalfTheRun() throws {
    func rates(_ change: (inout TrainingConfiguration) -> Void) throws -> [Double] {
      var rates: [Double] = []
      let configuration = smallConfiguration {
        $0.epochs = 1
        $0.learningRate = 1
        $0.validationShare = 0.2  // 120 pictures, 4 steps
        change(&$0)
      }
      try configuration.validateNumbers()
      _ = try smallTrainer(configuration).run {
        if case .step(let report) = $0 { rates.append(report.learningRate) }
      }
      return rates
    }
    let up = try rates { _ in }
    #expect(up[..<3] == [0.5, 1, 1])
    expectClose(up[3], 0.5)
    #expect(try rates { $0.schedule = .constant } == [1, 1, 1, 1])
  }

  @Test func theBestEpochHasMostPicturesRightThenTheLowestLoss() {
    func epoch(_ number: Int, _ top1: Double, _ loss: Double) -> BestEpoch {
      let evaluation = Evaluation(loss: loss, top1: top1, top5: 1, count: 10, confusion: [])
      return BestEpoch(epoch: number, validation: evaluation)
    }
    let best = epoch(1, 0.8, 0.5)
    #expect(best.isBetter(than: nil))
    #expect(epoch(2, 0.9, 0.9).isBetter(than: best))
    #expect(!epoch(2, 0.7, 0.1).isBetter(than: best))
    #expect(epoch(2, 0.8, 0.4).isBetter(than: best))
    #expect(!epoch(2, 0.8, 0.5).isBetter(than: best))
    let unknown = BestEpoch(epoch: 2, validation: nil)
    #expect(BestEpoch(epoch: 3, validation: nil).isBetter(than: unknown))
  }

  /// A rate so high that the loss overflows within some steps.
  @Test func aLossThatIsNotFiniteEndsTheRunWithoutHarm() throws {
    try withFolder { folder in
      let run = RunFolder(folder.url.path)
      let configuration = smallConfiguration {
        $0.learningRate = 1000
        $0.weightDecay = 1000
        $0.schedule = .constant
        $0.epochs = 50
        $0.checkpointSeconds = 1e-9
      }
      let trainer = try smallTrainer(configuration, folder: run)
      let line = folder.error { _ = try trainer.run() }
      #expect(line.hasPrefix("epoch "))
      #expect(line.contains(": a finite "))
      #expect(
        line.hasSuffix(
          "; try a lower learning rate than 1000.0; "
            + "the last good checkpoint is last.checkpoint.safetensors"))
      // It is good indeed: nothing in it has overflowed, though the step after it would.
      let last = try Checkpoint(contentsOf: run.checkpointPath)
      #expect(
        (last.weights + last.optimizer).allSatisfy { $0.value.elements.allSatisfy(\.isFinite) })
      #expect((0...1).contains(trainer.checkpoint.step - last.step))
    }
  }

  @Test func wrongSetUpsAreRefusedInOneLine() throws {
    #expect(
      errorLine { _ = try smallTrainer(smallConfiguration { $0.epochs = 0 }) }
        == "configuration: epochs: expected 1 to 1000000, found 0")
    #expect(
      errorLine { _ = try Trainer(smallConfiguration(), data: smallData()) }
        == "configuration: model: expected one of \(modelNames), found \"test\"")
    #expect(
      errorLine { _ = try smallTrainer(smallConfiguration { $0.validationShare = 0.999 }) }
        == "configuration: validationShare: expected a share that leaves pictures to train with, "
        + "found 0.999")
    #expect(
      errorLine {
        _ = try smallTrainer(
          smallConfiguration {
            $0.validationShare = 0.001
            $0.patience = 2
          })
      }
        == "configuration: patience: expected 0, as a share of 0.001 of 150 pictures is none to stop "
        + "by, found 2; hold a larger share back")
    #expect(
      errorLine {
        _ = try smallTrainer(
          smallConfiguration {
            $0.batchSize = 1000
            $0.dropLast = true
          })
      } == "configuration: batchSize: expected at most the 135 pictures there are, "
        + "as dropLast is true, found 1000")
    #expect(
      errorLine {
        _ = try Trainer(
          smallConfiguration(), model: { _, _, random in Dense(3, 3, random: &random) },
          data: smallData())
      }.hasPrefix("Dense: [batch, 3] expected, found [1, 12, 12, 1]"))
    #expect(
      errorLine {
        _ = try TrainingData(
          train: Shapes(.train, count: 10, size: 12).data,
          test: Shapes(.test, count: 10, size: 14).data)
      } == "shapes: expected pictures [12, 12, 1] of 10 classes, found [14, 14, 1] of 10; "
        + "training and test pictures must be of a kind")
  }

  /// Each seed holds back other pictures, and no picture is in both parts.
  @Test func heldBackPicturesAreNotTrainedOn() throws {
    let trainer = try smallTrainer()
    let training = (0..<trainer.training.count).map { trainer.training.picture(at: $0).bytes }
    let validation = (0..<trainer.validation.count).map { trainer.validation.picture(at: $0).bytes }
    #expect(Set(training).isDisjoint(with: validation))
    #expect(Set(training).count + Set(validation).count == 150)
  }
}
