extension Trainer {
  /// The run as it stands between two steps.
  public var checkpoint: Checkpoint {
    var progress = progress
    progress.random = Progress.RandomState(random)
    progress.doctor = doctor
    // JSON has no infinity; clipping may have made something of a gradient that was.
    progress.gradientNorms = progress.gradientNorms?.map { norm in
      norm.flatMap { $0.isFinite ? $0 : nil }
    }
    return Checkpoint(
      configuration: configuration, progress: progress, data: fingerprint,
      preprocessing: preprocessor?.configuration, weights: model.state,
      optimizer: optimizer.state, bestWeights: progress.best == nil ? [] : bestWeights,
      average: average?.values ?? [],
      preprocessorTensors: (preprocessor?.tensors ?? []).map { ($0.name, $0.tensor) })
  }

  /// Writes a checkpoint, when there is a folder to write it to. Weights that are no finite numbers never
  /// replace good ones.
  func writeCheckpoint(_ onEvent: (TrainingEvent) throws -> Void) throws {
    guard let folder else { return }
    let checkpoint = checkpoint
    if let name = checkpoint.firstNotFinite {
      throw notFinite("weight", "others in \(name)", step: progress.batch)
    }
    try checkpoint.write(to: folder.checkpointPath)
    lastCheckpoint = folder.checkpointPath
    try onEvent(.checkpointed(folder.checkpointPath))
  }

  /// Takes weights, optimiser and best weights back.
  func restore(_ checkpoint: Checkpoint) throws {
    if checkpoint.best != nil {
      // Through the model, which checks names and shapes.
      try model.restore(checkpoint.bestWeights.byName)
      keepWeights()
    }
    try model.restore(checkpoint.weights.byName)
    try optimizer.restore(checkpoint.optimizer.byName)
    try average?.restore(checkpoint.average.byName)
  }

  /// The folder's configuration, and its metrics up to where the run goes on.
  ///
  /// - Throws: `DataError` for a fresh run in a folder that has one: nothing of that is lost.
  func prepareFolder() throws(DataError) {
    guard let folder else { return }
    guard progress.step > 0 || !folder.hasCheckpoint else {
      throw DataError(
        folder.path, expected: "a folder without a run", found: RunFolder.checkpointName,
        advice: "resume that run or name another folder")
    }
    try AtomicFile.write(configuration.json, to: folder.configurationPath)
    try metrics(in: folder).rewind(toEpoch: progress.epoch)
  }
}

extension Checkpoint {
  /// The first tensor from which no step can lead anywhere.
  fileprivate var firstNotFinite: String? {
    (weights + optimizer).first { !$0.value.isFinite }?.name
  }

  /// The preprocessor as it was fitted; nil when there was none.
  var restoredPreprocessor: (any Preprocessor)? {
    get throws(DataError) { try preprocessing?.restored(from: preprocessorTensors.byName) }
  }

  /// Checks that the data are those that the run began with, and that the run stands within an epoch.
  ///
  /// - Parameter areMoved: whether they lie elsewhere by now: then their name, which may be a path, is another.
  func check(
    _ found: DataFingerprint, batchesPerEpoch: Int, areMoved: Bool
  ) throws(DataError) {
    guard found.isSame(as: data, areMoved) else {
      throw DataError(
        "checkpoint", at: "data",
        expected: "\(data.trainingPictures) pictures \(data.imageShape) of \(data.name), as before",
        found: found.description(unlike: data), advice: "give the run the data it began with")
    }
    guard progress.batch <= batchesPerEpoch else {
      throw DataError(
        "checkpoint", at: "batch", expected: "at most the \(batchesPerEpoch) of an epoch",
        found: "\(progress.batch)")
    }
    // Between the batches of one step there is nothing to go on with.
    guard
      progress.batch % configuration.accumulation == 0 || progress.batch == batchesPerEpoch
    else {
      throw DataError(
        "checkpoint", at: "batch",
        expected: "a multiple of \(configuration.accumulation), the batches of a step",
        found: "\(progress.batch)")
    }
  }
}

extension Checkpoint.DataFingerprint {
  /// Whether the data are the same, but for their name where they were moved.
  fileprivate func isSame(as other: Self, _ areMoved: Bool) -> Bool {
    (name == other.name || areMoved) && trainingPictures == other.trainingPictures
      && imageShape == other.imageShape && classNames == other.classNames
      && labels == other.labels
  }

  fileprivate func description(unlike other: Self) -> String {
    let plain = "\(trainingPictures) pictures \(imageShape) of \(name)"
    let otherPlain = "\(other.trainingPictures) pictures \(other.imageShape) of \(other.name)"
    return plain == otherPlain ? "as many with other labels" : plain
  }
}
