import FoveaKernels

extension Trainer {
  /// Trains until all epochs are done and the best weights are tested, or until `shouldStop` says so.
  ///
  /// - Parameter onEvent: is told what happens, as it happens. What it throws ends the run.
  /// - Throws: `TrainingError` when the loss is no finite number, `OptimizerError` when the loss does not
  ///   depend on a parameter, `DataError` when a file cannot be written, another run uses the folder, or a
  ///   fresh one finds a run in it. The last checkpoint stays good.
  public func run(
    onEvent: (TrainingEvent) throws -> Void = { _ in }
  ) throws -> TrainingResult {
    try profile.map { try $0.watch { try train(onEvent) } } ?? train(onEvent)
  }

  private func train(_ onEvent: (TrainingEvent) throws -> Void) throws -> TrainingResult {
    lock = try lock ?? folder.map { folder throws(DataError) in try RunLock(folder) }
    defer { lock = nil }
    try prepareFolder()
    try onEvent(.started(info))
    var reports = KeptReports()
    while progress.epoch < configuration.epochs, !hasStopped {
      let allocations = CachingAllocator.shared.statistics.systemAllocations
      guard try trainEpoch(onEvent),
        let report = try finishEpoch(allocationsBefore: allocations)
      else {
        try writeCheckpoint(onEvent)
        return try result(.interrupted, reports.all)
      }
      OperationProfile.mark("evaluation")
      reports.append(report)
      try onEvent(.epoch(report))
      try writeCheckpoint(onEvent)
      OperationProfile.mark("reports and checkpoints")
      if progress.epoch < configuration.epochs, !hasStopped, shouldStop() {
        return try result(.interrupted, reports.all)
      }
    }
    return try result(.finished, reports.all)
  }

  /// Whether early stopping has ended the run.
  private var hasStopped: Bool { progress.stopping?.isOver ?? false }

  /// Goes on with the present epoch; false when it was asked to stop before its end.
  private func trainEpoch(_ onEvent: (TrainingEvent) throws -> Void) throws -> Bool {
    let batches = epochBatches()
    let loader = BatchLoader(batches, from: progress.batch, workers: workers)
    var lastWritten = now()
    while progress.batch < batches.count {
      let start = now()
      guard let batch = loader.next() else { stop("as many batches as were counted") }
      try training.checkPictures(batch.indices)
      let ready = now()
      OperationProfile.mark("data")
      let (loss, correct) = try step(batch, of: batches)
      let end = now()
      progress.sums.images += batch.count
      progress.sums.loss += loss * Double(batch.count)
      progress.sums.correct += correct
      let dataSeconds = max(0, start.duration(to: ready).seconds)
      progress.sums.dataSeconds += dataSeconds
      // No clock should go back; one that does costs the figures a step.
      progress.sums.seconds += max(dataSeconds, start.duration(to: end).seconds)
      progress.batch += 1
      try onEvent(.step(report(batch, loss: loss, correct: correct, steps: batches.count)))
      if let diagnosis = doctor.takeDiagnosis() { try onEvent(.diagnosis(diagnosis)) }
      OperationProfile.mark("progress")
      // Between the batches of one step there is nothing that could be stored and gone on with.
      if accumulated != nil { continue }
      if shouldStop() { return progress.batch == batches.count }
      let interval = configuration.checkpointSeconds
      // After the last step the epoch's own checkpoint is near.
      if interval > 0, progress.batch < batches.count,
        lastWritten.duration(to: end).seconds >= interval
      {
        try writeCheckpoint(onEvent)
        lastWritten = now()
      }
    }
    return true
  }

  /// Whether much is done to a picture before the network sees it, so that a worker is worth its while: it is
  /// augmented, or decoded from a file.
  public var preparesPictures: Bool { augmenter != nil || training.isDecodedOnDemand }

  /// The present epoch's batches, always in the same order.
  func epochBatches() -> Batches {
    guard var order = progress.order.source else { stop("set by a source") }
    return training.batches(
      of: configuration.batchSize, shuffledBy: &order, droppingLast: configuration.dropLast,
      preprocessor: preprocessor
    ).augmented(by: augmenter, epoch: progress.epoch)
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
