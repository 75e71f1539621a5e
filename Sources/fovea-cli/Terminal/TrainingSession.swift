import ArgumentParser
import Fovea
import FoveaBLAS

/// A training run at the terminal: what is shown of it, and how it is stopped.
final class TrainingSession {
  private let trainer: Trainer
  private let threads: String
  private let isJSON: Bool
  private let display: ProgressDisplay
  private var hints: TrainingHints?
  private var noticedClosedOutput = false

  init(_ trainer: Trainer, threads: String, isJSON: Bool, isQuiet: Bool, givesHints: Bool) {
    self.trainer = trainer
    self.threads = threads
    self.isJSON = isJSON
    display = ProgressDisplay(isQuiet: isQuiet)
    hints = givesHints ? TrainingHints() : nil
  }

  /// Trains to the end, or until a signal asks to stop.
  ///
  /// - Throws: `ExitCode` 130 after a stop by Ctrl-C; what the trainer throws.
  func run() throws {
    Interrupts.watch()
    trainer.shouldStop = { Interrupts.received != nil }
    let result: TrainingResult
    do { result = try trainer.run { try show($0) } } catch {
      display.erase()
      throw error
    }
    display.erase()
    // Once more with the stop in it.
    if let stopping = result.stoppedEarly {
      try result.folder.map { try LossCurves($0, stoppedEarly: stopping).write() }
    }
    close(result)
    if result.status == .interrupted, let signal = Interrupts.received {
      throw ExitCode(Interrupts.exitCode(of: signal))
    }
  }

  private func show(_ event: TrainingEvent) throws {
    switch event {
    case .started(let info): start(info)
    case .step(let report): display.show(report, epochs: trainer.configuration.epochs)
    case .epoch(let report):
      epoch(report)
      try trainer.folder.map { try LossCurves($0).write() }
    case .checkpointed: break
    case .diagnosis(let diagnosis):
      if let hint = hints?.hint(about: diagnosis) { display.say("hint: \(hint)") }
    }
  }

  private func start(_ info: TrainingInfo) {
    let blas = BLAS.info
    let configuration = info.configuration
    say(
      "machine", threads, "\(kernelInstructionSet) kernels",
      "OpenBLAS \(blas.version) (\(blas.core), \(blas.threading))")
    say(
      "data", "\(configuration.data): \(info.trainingCount.grouped) pictures to train with",
      "\(info.validationCount.grouped) to validate", "\(info.testCount.grouped) to test",
      info.inputShape.extents, "\(info.classNames.count) classes")
    if !configuration.augmentation.isEmpty {
      say("augment", "\(configuration.augmentation)", trainer.workers.counted("worker"))
    }
    if let summary = try? ModelSummary(info.model, picture: info.inputShape) {
      say(
        "model", "\(configuration.model): \(summary.parameters.grouped) parameters",
        "\(summary.multiplyAdds.grouped) multiply-adds a picture")
    }
    if let weights = configuration.weights, let new = info.initialized {
      say(
        "weights", "from \(weights.printable)",
        (new.isEmpty
          ? "all of them"
          : "but for \(new.joined(separator: ", ")), new for \(info.classNames.count) classes")
          + (configuration.freezeBody ? "; the last layer alone is trained" : ""))
    }
    defer { for warning in hints == nil ? [] : info.warnings { display.say("hint: \(warning)") } }
    guard let folder = info.folder else { return }
    if info.completedEpochs + info.completedSteps > 0 {
      say(
        "run", folder.path.printable,
        "going on after \(info.completedEpochs.counted("epoch")) and "
          + info.completedSteps.counted("step"))
    } else {
      say("run", folder.path.printable)
    }
  }

  /// A line of what the run is about.
  private func say(_ name: String, _ parts: String...) {
    let heading = name.fitted(to: 9)
    let line = PartedLine(
      parts: [heading + parts[0]] + parts.dropFirst(), separator: ", ", indent: heading.count)
    display.say(line.text(width: Stream.notes.width))
  }

  private func epoch(_ report: EpochReport) {
    if isJSON {
      display.json(EpochRecord(report))
      display.say(report.line.text(width: Stream.notes.width))
    } else {
      display.result(report.line.text(width: Stream.results.width))
    }
    for hint in hints?.hints(after: report, trainer.configuration) ?? [] {
      display.say("hint: \(hint)")
    }
    // The reader of the results has gone; training goes on, its metrics are in the folder.
    if Stream.failure != 0, !noticedClosedOutput {
      noticedClosedOutput = true
      display.say(
        "note: standard output: \(systemReason(Stream.failure)); training goes on, see "
          + (trainer.folder?.metricsPath.printable ?? "--output"))
    }
  }

  private func close(_ result: TrainingResult) {
    let closing = Closing(result, trainer.configuration)
    if isJSON {
      display.json(RunRecord(result))
      for line in closing.results(width: Stream.notes.width) { display.say(line) }
    } else {
      for line in closing.results(width: Stream.results.width) { display.result(line) }
    }
    for line in closing.notes { display.say(line) }
  }
}
