import FoveaData
import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Search {
  /// Whether trials are to end after their present step.
  var isStopping: Bool { failure.withLock { $0 != nil } || shouldStop() }

  /// Remembers the error of a trial; all others are to end.
  func fail(_ trial: SearchTrial, _ error: any Error) {
    failure.withLock { failure in
      if let failure, failure.trial < trial.number { return }
      failure = (trial.number, error)
    }
  }

  /// Trains a trial from where it stands until so many epochs are complete.
  ///
  /// - Returns: how it stands then; nil when it was asked to stop before.
  func train(
    _ trial: SearchTrial, until epochs: Int, _ tell: @Sendable (SearchEvent) -> Void
  ) throws -> TrialRecord? {
    do { try trial.configuration.validateNumbers() } catch {
      // Only stages after the first come here: their epochs may not go with a value.
      return TrialRecord(trial, epochs: epochs, .refused, best: nil, note: "\(error)")
    }
    let trainer = try trainer(of: trial)
    var limit = try explosionLimit(of: trial)
    // The last rung is the run's own end, with the test behind it.
    let isLast = epochs == trial.configuration.epochs
    trainer.shouldStop = { [unowned trainer] in
      (trainer.progress.epoch >= epochs && !isLast) || self.isStopping
    }
    var isOver = false
    do {
      // A trial whose last checkpoint is that of the rung has only missed its record.
      if trainer.progress.epoch < epochs || isLast {
        let result = try trainer.run { event in
          guard case .step(let report) = event else { return }
          tell(.step(trial: trial.number, report))
          if let limit {
            // Thrown, not asked for by `shouldStop`: no checkpoint is written after the step, so a search
            // killed here meets it again.
            if report.loss > limit { throw Explosion(loss: report.loss, step: report.step) }
          } else {
            limit = try rememberFirstLoss(report.loss, of: trial)
          }
        }
        // A run may have its own reasons to end before the rung; it is compared as it is then.
        isOver = result.status == .finished
      }
    } catch let explosion as Explosion {
      return TrialRecord(
        trial, epochs: epochs, .exploded, best: trainer.progress.best,
        note: "epoch \(trainer.progress.epoch + 1), step \(explosion.step): loss "
          + "\(shortText((explosion.loss * 1000).rounded() / 1000))")
    } catch is TrainingError {
      return TrialRecord(
        trial, epochs: epochs, .notFinite, best: trainer.progress.best,
        note: "epoch \(trainer.progress.epoch + 1): a number was not finite")
    }
    guard isOver || (trainer.progress.epoch >= epochs && !isLast) else { return nil }
    return TrialRecord(trial, epochs: epochs, .trained, best: trainer.progress.best)
  }

  /// The trial's run, from its checkpoint where there is one.
  private func trainer(of trial: SearchTrial) throws -> Trainer {
    let run = folder.run(of: trial.number)
    try makeFolder(run.path)
    guard run.hasCheckpoint else {
      return try Trainer(trial.configuration, model: make, data: data, folder: run)
    }
    return try Trainer(resuming: run.path, model: make, data: data)
  }

  /// The loss at which the trial counts as exploding; nil while it has taken no step.
  private func explosionLimit(of trial: SearchTrial) throws(DataError) -> Double? {
    let path = folder.firstLossPath(of: trial.number)
    guard access(path, F_OK) == 0 else { return nil }
    let loss = try decodeJSON(Double.self, readText(path, limit: 1000), at: "loss", of: path)
    return plan.explosionFactor * loss
  }

  /// Writes down what later losses are compared with: before the first checkpoint, so that no trial goes on
  /// without it.
  private func rememberFirstLoss(_ loss: Double, of trial: SearchTrial) throws(DataError) -> Double
  {
    try AtomicFile.write(jsonText(loss), to: folder.firstLossPath(of: trial.number))
    return plan.explosionFactor * loss
  }
}

/// Ends a run whose loss has become too high.
private struct Explosion: Error {
  let loss: Double
  let step: Int
}
