import Fovea

/// What an app shows of a training run. It lives on the main actor, and nothing here ever holds that up: the run has
/// a thread of its own.
@MainActor
final class TrainingScreen {
  private(set) var status = "not started"
  /// The share of the present epoch that is done, for a bar.
  private(set) var progress = 0.0
  /// The training and the validation loss of each epoch, for a chart.
  private(set) var losses: [(training: Double, validation: Double?)] = []
  private var run: TrainingTask?

  /// Trains, and shows how it goes.
  ///
  /// - Returns: how it ended; `interrupted` after `stop`.
  func train(
    _ configuration: TrainingConfiguration, in folder: RunFolder
  ) async throws -> TrainingResult {
    try await follow(TrainingTask(configuration, folder: folder))
  }

  /// Goes on with a run that was stopped, or that was killed.
  func resume(_ folder: RunFolder) async throws -> TrainingResult {
    try await follow(TrainingTask(resuming: folder.path))
  }

  /// What a button does: ends the run after the step being taken, with a checkpoint.
  func stop() { run?.cancel() }

  private func follow(_ run: TrainingTask) async throws -> TrainingResult {
    self.run = run
    for await event in run.events { show(event) }
    // What went wrong, if anything did, is thrown here.
    let result = try await run.value
    status = result.status == .finished ? "done" : "stopped"
    return result
  }

  private func show(_ event: TrainingEvent) {
    switch event {
    case .started(let info):
      status = "\(info.trainingCount) pictures, \(info.parameterCount) parameters"
    case .step(let step):
      progress = Double(step.step) / Double(step.steps)
      status = "epoch \(step.epoch), \(Int(step.imagesPerSecond)) pictures a second"
    case .epoch(let epoch):
      losses.append((epoch.loss, epoch.validation?.loss))
    case .checkpointed(let path): status = "saved to \(path)"
    case .diagnosis(let diagnosis): status = "the learning rate may be wrong: \(diagnosis)"
    }
  }
}
