extension Trainer {
  /// Evaluates the weights, keeps them when they are the best, and moves on to the next epoch.
  ///
  /// - Returns: the epoch; nil when it was asked to stop meanwhile. The run stands behind the epoch's last step
  ///   then, as it did before.
  func finishEpoch(allocationsBefore: Int) throws -> EpochReport? {
    let pass = averaged { validation.count > 0 ? evaluated(model, on: validation) : nil }
    if let pass, !pass.isWhole { return nil }
    let evaluation = pass?.evaluation
    try validation.checkPictures()
    if let layer = layerWithBrokenWeights {
      throw notFinite("weight", "others in \(layer)", step: progress.batch)
    }
    guard evaluation?.loss.isFinite ?? true else {
      throw notFinite(
        "validation loss", evaluation.map { $0.loss.isNaN ? "nan" : "\($0.loss)" } ?? "nan",
        step: progress.batch, place: largestWeights)
    }
    let candidate = BestEpoch(epoch: progress.epoch + 1, validation: evaluation)
    let isBest =
      !configuration.restoreBest
      || candidate.isBetter(than: progress.best, by: configuration.monitor)
    if isBest {
      progress.best = candidate
      averaged { keepWeights() }
      try saveBest(candidate, test: nil)
    }
    let sums = progress.sums
    let images = Double(max(1, sums.images))
    let lastRate = learningRate(at: max(0, progress.step - 1))
    adapt(to: evaluation, trainingLoss: sums.loss / images)
    let activations = averaged { measuredActivations() }
    let statistics = CachingAllocator.shared.statistics
    let report = EpochReport(
      epoch: candidate.epoch, epochs: configuration.epochs, loss: sums.loss / images,
      top1: Double(sums.correct) / images, penalties: optimizer.penaltyValues,
      sparsity: model.sparsity, validation: evaluation,
      learningRate: lastRate, seconds: sums.seconds,
      imagesPerSecond: sums.imagesPerSecond, dataWaitShare: sums.dataWaitShare, isBest: isBest,
      systemAllocations: statistics.systemAllocations - allocationsBefore,
      peakTensorBytes: statistics.peakLiveBytes, activations: activations,
      rateVerdict: doctor.verdict(on: configuration.learningRate ?? 0), norms: measuredNorms(),
      mistakes: pass?.mistakes ?? [])
    if let folder { try metrics(in: folder).append(report) }
    startNextEpoch()
    return report
  }

  /// Shows the epoch's outcome to what goes by it: the plateau schedule and early stopping.
  private func adapt(to evaluation: Evaluation?, trainingLoss: Double) {
    progress.plateau?.update(evaluation?.loss ?? trainingLoss)
    guard let evaluation else { return }
    let value = configuration.monitor == .loss ? evaluation.loss : 1 - evaluation.top1
    let epoch = progress.epoch + 1
    progress.stopping?.update(value, epoch: epoch)
  }

  /// Calls `body` while the model has the weights that are evaluated and kept: their moving average, where
  /// there is one.
  private func averaged<R>(_ body: () throws -> R) rethrows -> R {
    guard let average else { return try body() }
    return try average.applied(body)
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
    progress.gradientNorms = nil
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
      configuration: configuration, inputShape: inputShape, parameterCount: model.parameterCount,
      classNames: training.classNames, trainingCount: training.count,
      validationCount: validation.count, testCount: test.count,
      stepsPerEpoch: epochBatches().count, completedEpochs: progress.epoch,
      completedSteps: progress.batch, folder: folder, validation: validation, test: test,
      initialized: initialized,
      warnings: trainingWarnings(
        about: model, picture: inputShape, loss: configuration.loss))
  }

  /// How the run stands at its end: with the best weights in a model of their own, if an epoch is
  /// complete, and once all are, with how it does on the test pictures; its file is told as well. A run that was asked
  /// to stop during the test is not finished: going on with it tests anew.
  func result(
    _ status: TrainingResult.Status, _ reports: [EpochReport]
  ) throws -> TrainingResult {
    var status = status
    var snapshot: ModelSnapshot?
    var tested: EvaluationPass?
    if let best = progress.best {
      if status == .finished {
        let pass = evaluated(try self.snapshot(of: best, test: nil).model().model, on: test)
        try test.checkPictures()
        if pass.isWhole {
          tested = pass
          try saveBest(best, test: pass.evaluation)
        } else {
          status = .interrupted
        }
      }
      snapshot = self.snapshot(of: best, test: tested?.evaluation)
    }
    let stopping = progress.stopping.flatMap { $0.isOver ? $0 : nil }
    return TrainingResult(
      status: status, stoppedEarly: stopping, epochs: reports, best: progress.best,
      test: tested?.evaluation, mistakes: tested?.mistakes ?? [], bestModel: snapshot,
      folder: folder)
  }

  /// The best weights and what belongs to them.
  private func snapshot(of best: BestEpoch, test: Evaluation?) -> ModelSnapshot {
    ModelSnapshot(
      description: description(of: best, test: test), preprocessor: preprocessor,
      weights: bestWeights, inputShape: inputShape, make: make)
  }

  private func evaluated(_ model: any Layer, on data: DataSet) -> EvaluationPass {
    EvaluationPass(
      of: FrozenModel(model), on: data, preprocessor: preprocessor, loss: configuration.loss,
      mistakes: Self.reportedMistakes, until: shouldStop)
  }

  /// Writes the best weights, when there is a folder to write them to.
  private func saveBest(_ best: BestEpoch, test: Evaluation?) throws(DataError) {
    guard let folder else { return }
    try TrainedModel.file(bestWeights, preprocessor, description(of: best, test: test))
      .write(to: folder.bestPath)
  }

  private func description(of best: BestEpoch, test: Evaluation?) -> ModelDescription {
    var description = ModelDescription(
      configuration, trainedOn: training, preprocessing: preprocessor?.configuration)
    description.validationAccuracy = best.validation?.top1
    description.testAccuracy = test?.top1
    return description
  }
}

extension Progress.Sums {
  /// Pictures a second.
  var imagesPerSecond: Double { seconds > 0 ? Double(images) / seconds : 0 }
  /// The share of the time in which batches were made ready.
  var dataWaitShare: Double { seconds > 0 ? dataSeconds / seconds : 0 }
}
