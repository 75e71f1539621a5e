extension Trainer {
  /// Evaluates the weights, keeps them when they are the best, and moves on to the next epoch.
  func finishEpoch(allocationsBefore: Int) throws -> EpochReport {
    let evaluation =
      validation.count > 0
      ? Evaluation(of: model, on: validation, preprocessor: preprocessor) : nil
    guard evaluation?.loss.isFinite ?? true, model.state.allSatisfy(\.value.isFinite) else {
      throw notFinite("validation loss", "\(evaluation?.loss ?? .nan)", step: progress.batch)
    }
    let candidate = BestEpoch(epoch: progress.epoch + 1, validation: evaluation)
    let isBest = candidate.isBetter(than: progress.best)
    if isBest {
      progress.best = candidate
      keepWeights()
      if let folder { try bestModel(test: nil)?.save(to: folder.bestPath) }
    }
    let sums = progress.sums
    let images = Double(max(1, sums.images))
    let lastRate = schedule.learningRate(
      at: max(0, progress.step - 1), from: configuration.learningRate ?? 0)
    let penalty = Penalty(l1: Scalar(configuration.l1), l2: Scalar(configuration.weightDecay))
      .value(of: model.parameters)
    let statistics = CachingAllocator.shared.statistics
    let report = EpochReport(
      epoch: candidate.epoch, epochs: configuration.epochs, loss: sums.loss / images,
      top1: Double(sums.correct) / images, penalty: Double(penalty), validation: evaluation,
      learningRate: lastRate, seconds: sums.seconds,
      imagesPerSecond: sums.imagesPerSecond, dataWaitShare: sums.dataWaitShare, isBest: isBest,
      systemAllocations: statistics.systemAllocations - allocationsBefore,
      peakTensorBytes: statistics.peakLiveBytes)
    if let folder { try MetricsFile(path: folder.metricsPath).append(report) }
    startNextEpoch()
    return report
  }

  /// Copies the weights, in place, as memory for them was taken at the start: steps in steady state need
  /// none of the system.
  func keepWeights() {
    for (place, (_, value)) in model.state.enumerated() {
      bestWeights[place].value.write { out in
        value.read { out.update(from: $0, count: value.count) }
      }
    }
  }

  private func startNextEpoch() {
    progress.epoch += 1
    progress.batch = 0
    progress.sums = Progress.Sums()
    progress.order = Progress.RandomState(random.split())
  }

  /// The report of a step that was just taken.
  func report(_ batch: Batch, loss: Double, correct: Int, steps: Int) -> StepReport {
    let sums = progress.sums
    return StepReport(
      epoch: progress.epoch + 1, step: progress.batch, steps: steps, images: batch.count,
      loss: loss, meanLoss: sums.loss / Double(sums.images),
      accuracy: Double(correct) / Double(batch.count),
      meanAccuracy: Double(sums.correct) / Double(sums.images),
      learningRate: Double(optimizer.learningRate), seconds: sums.seconds,
      imagesPerSecond: sums.imagesPerSecond, dataWaitShare: sums.dataWaitShare)
  }

  /// What the run is about.
  var info: TrainingInfo {
    TrainingInfo(
      configuration: configuration, model: model, inputShape: inputShape,
      classNames: training.classNames, trainingCount: training.count,
      validationCount: validation.count, testCount: test.count,
      stepsPerEpoch: epochBatches().count, completedEpochs: progress.epoch,
      completedSteps: progress.batch, folder: folder)
  }

  /// How the best weights do on the test pictures; their file is told as well.
  func testBest() throws -> Evaluation? {
    guard let best = try bestModel(test: nil) else { return nil }
    let evaluation = Evaluation(of: best.model, on: test, preprocessor: preprocessor)
    if let folder { try bestModel(test: evaluation)?.save(to: folder.bestPath) }
    return evaluation
  }

  /// The best weights in a model of their own; nil when no epoch is complete.
  func bestModel(test: Evaluation?) throws -> TrainedModel? {
    guard let best = progress.best else { return nil }
    var random = RandomSource(seed: 0)
    let copy = try makeModel(make, inputShape, training.classCount, &random)
    try copy.restore(bestWeights.byName)
    var description = ModelDescription(
      model: configuration.model, imageShape: training.imageShape,
      classNames: training.classNames, preprocessing: preprocessor?.configuration,
      data: training.name)
    description.validationAccuracy = best.validation?.top1
    description.testAccuracy = test?.top1
    return TrainedModel(copy, preprocessor, description)
  }

  /// How the run stands at its end.
  func result(
    _ status: TrainingResult.Status, _ reports: [EpochReport], test: Evaluation? = nil
  ) throws -> TrainingResult {
    TrainingResult(
      status: status, epochs: reports, best: progress.best, test: test,
      model: try bestModel(test: test), folder: folder)
  }
}

extension Progress.Sums {
  /// Pictures a second.
  var imagesPerSecond: Double { seconds > 0 ? Double(images) / seconds : 0 }
  /// The share of the time in which batches were made ready.
  var dataWaitShare: Double { seconds > 0 ? dataSeconds / seconds : 0 }
}
