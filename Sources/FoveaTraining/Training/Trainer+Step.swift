import FoveaKernels

extension Trainer {
  /// A batch's part of a step of gradient descent, and the step itself when the batch is its last.
  ///
  /// - Returns: the batch's mean loss and how many of its pictures were right before the step.
  func step(_ batch: Batch, of batches: Batches) throws -> (loss: Double, correct: Int) {
    optimizer.learningRate = Scalar(learningRate)
    let before = random
    let smoothing = Scalar(configuration.smoothing)
    let (logits, loss, total) = model.trainingLoss(
      Variable(batch.images), .training(&random)
    ) { logits in
      // Mixed pictures come with shares of classes.
      batch.targets.map { configuration.loss(logits, shares: $0, smoothing: smoothing) }
        ?? configuration.loss(logits, batch.labels, smoothing: smoothing)
    }
    let value = Double(loss.value.item)
    guard value.isFinite else {
      throw notFinite(
        "loss", value.isNaN ? "nan" : "\(value)", step: progress.batch + 1,
        place: whereItBroke(Variable(batch.images), before))
    }
    OperationProfile.mark("loss")
    let right = ranks(of: batch.labels, in: logits.value).count { $0.rank == 0 }
    if let gradients = complete(total, batch.count, of: batches) {
      if progress.batch + 1 == batches.count { noteNorms(of: gradients) }
      try update(along: gradients, loss: value)
    }
    return (value, right)
  }

  /// The gradients of a step that is complete with this batch; nil when more batches belong to it.
  ///
  /// Each batch counts by its pictures, so that a step is that of one large batch, whose mean loss it is.
  private func complete(_ loss: Variable, _ count: Int, of batches: Batches) -> Gradients? {
    let parts = configuration.accumulation
    if parts == 1 { return loss.backward() }
    let first = progress.batch / parts * parts
    let end = min(first + parts, batches.count)
    let images =
      end == batches.count && !configuration.dropLast
      ? training.count - first * configuration.batchSize
      : (end - first) * configuration.batchSize
    let part = loss.backward(Tensor(Scalar(count) / Scalar(images)))
    if accumulated == nil { accumulated = part } else { accumulated?.add(part) }
    if progress.batch + 1 < end { return nil }
    defer { accumulated = nil }
    return accumulated
  }

  /// Changes the weights, and whatever goes along with that.
  private func update(along gradients: Gradients, loss: Double) throws {
    if let momentum = schedule.momentum(at: progress.step) { optimizer.momentum = Scalar(momentum) }
    OperationProfile.mark("gradients' sums")
    let sample = doctor.wantsUpdateRatio ? WeightSample(optimizer.parameters) : nil
    try optimizer.step(gradients)
    doctor.observe(
      loss: loss, rate: learningRate, fullRate: configuration.learningRate ?? 0,
      updateRatio: sample?.updateRatio(optimizer.parameters))
    average?.update(step: progress.step)
    OperationProfile.mark("optimizer")
    progress.step += 1
  }

  /// The rate of the step that comes next.
  var learningRate: Double { learningRate(at: progress.step) }

  /// The rate of a step, as far as a plateau schedule has lowered it by now.
  func learningRate(at step: Int) -> Double {
    if let sweepRate { return sweepRate }
    let rate = schedule.learningRate(at: step, from: configuration.learningRate ?? 0)
    return progress.plateau?.learningRate(from: rate) ?? rate
  }
}
