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
  /// Failures that were told of.
  private var told: Set<String> = []
  private let writesReport: Bool
  private let writesTensorBoard: Bool
  private let keptFlags: [String]
  private var tensorBoard: TensorBoardWriter?
  private var report: ReportWriter?

  init(
    _ trainer: Trainer, threads: String, isJSON: Bool, isQuiet: Bool, givesHints: Bool,
    writesReport: Bool, writesTensorBoard: Bool, keptFlags: [String]
  ) {
    self.keptFlags = keptFlags
    self.writesReport = writesReport
    self.writesTensorBoard = writesTensorBoard
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
      // What has ended the run is what is told, also where the page cannot be written either.
      try? report?.write(failure: error)
      throw withWayOn(error)
    }
    display.erase()
    // Once more with the stop in it.
    if let stopping = result.stoppedEarly {
      tryToWrite { try result.folder.map { try LossCurves($0, stoppedEarly: stopping).write() } }
    }
    tryToWrite { try report?.write(at: result) }
    close(result)
    try showProfile(result)
    if result.status == .interrupted, let signal = Interrupts.received {
      throw ExitCode(Interrupts.exitCode(of: signal))
    }
  }

  /// An error that ended the numbers, with the command that goes on from the last weights that were good.
  private func withWayOn(_ error: any Error) -> any Error {
    guard let error = error as? TrainingError, let checkpoint = error.checkpoint,
      let folder = trainer.folder
    else { return error }
    let rate = (trainer.configuration.learningRate ?? 0) / 10
    return Failure(
      "\(error); to begin anew with its weights: '\(invocation) train --config \(folder.configurationPath.shellPath) "
        + "--weights \(checkpoint.shellPath) --lr \(rate.significant(2))'")
  }

  /// Where the time went, when that was asked for.
  private func showProfile(_ result: TrainingResult) throws {
    guard let profile = trainer.profile else { return }
    // Each step ends with one run of the optimiser.
    let steps = profile.rows.first { $0.operation == "optimizer" }?.runs ?? 0
    let table = profile.table(steps: steps)
    if isJSON {
      Stream.notes.write(table.text(width: Stream.notes.width))
    } else {
      display.result("")
      Stream.results.write(table.text(width: Stream.results.width))
    }
    guard let folder = result.folder else { return }
    try AtomicFile.write(profile.trace, to: folder.tracePath)
    display.say(
      "trace     \(folder.tracePath.printable), for chrome://tracing or ui.perfetto.dev")
  }

  private func show(_ event: TrainingEvent) throws {
    switch event {
    case .started(let info):
      start(info)
      if writesTensorBoard {
        tryToWrite { tensorBoard = try TensorBoardWriter(trainer.model, info) }
      }
      if writesReport { report = ReportWriter(trainer, info, threads: threads) }
    case .step(let report): display.show(report, epochs: trainer.configuration.epochs)
    case .epoch(let epochReport):
      epoch(epochReport)
      tryToWrite { try trainer.folder.map { try LossCurves($0).write() } }
      tryToWrite { try report?.write(after: epochReport) }
      tryToWrite { try tensorBoard?.write(epochReport) }
    case .checkpointed: break
    case .diagnosis(let diagnosis):
      if let hint = hints?.hint(about: diagnosis) { display.prose("hint: \(hint)") }
    }
  }

  /// Writes what is only there to be looked at: where that fails, on a full disk perhaps, it is told once and
  /// training goes on. Whether it can be resumed is up to the checkpoint, whose failure ends it.
  private func tryToWrite(_ body: () throws -> Void) {
    do { try body() } catch {
      let line = "\(error)".printable
      if told.insert(line).inserted { display.prose("note: \(line); training goes on") }
    }
  }

  private func start(_ info: TrainingInfo) {
    let blas = BLAS.info
    let configuration = info.configuration
    say(
      "machine", threads, "\(kernelInstructionSet) kernels",
      "OpenBLAS \(blas.version) (\(blas.core), \(blas.threading))")
    say(
      "data",
      "\(configuration.data): \(info.trainingCount.grouped) \(info.inputShape.noun) to train with",
      "\(info.validationCount.grouped) to validate", "\(info.testCount.grouped) to test",
      info.inputShape.extents, "\(info.classNames.count) classes")
    if !configuration.augmentation.isEmpty {
      say("augment", "\(configuration.augmentation)", trainer.workers.counted("worker"))
    }
    if let summary = try? ModelSummary(trainer.model, picture: info.inputShape) {
      say(
        "model", "\(configuration.model): \(summary.parameters.grouped) parameters",
        "\(summary.multiplyAdds.grouped) multiply-adds a \(info.inputShape.item)",
        "receptive field "
          + (summary.receptiveField.map { "\($0.size) \(info.inputShape.step)" } ?? "differs"))
    }
    if let weights = configuration.weights, let new = info.initialized {
      say(
        "weights", "from \(weights.printable)",
        (new.isEmpty
          ? "all of them"
          : "but for \(new.joined(separator: ", ")), new for \(info.classNames.count) classes")
          + (configuration.freezeBody ? "; the last layer alone is trained" : ""))
    }
    if info.completedEpochs >= configuration.epochs {
      display.prose(
        "note: all \(configuration.epochs.counted("epoch")) are done: the best weights are tested again; "
          + "more by --resume and --epochs")
    }
    defer { for warning in hints?.hints(before: info) ?? [] { display.prose("hint: \(warning)") } }
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
    let line = report.line(marksBest: trainer.configuration.restoreBest)
    if isJSON {
      display.json(EpochRecord(report))
      display.say(line.text(width: Stream.notes.width))
    } else {
      display.result(line.text(width: Stream.results.width))
    }
    for hint in hints?.hints(after: report, trainer.configuration) ?? [] {
      display.prose("hint: \(hint)")
    }
    // The reader of the results has gone; training goes on, its metrics are in the folder.
    if Stream.failure != 0, !noticedClosedOutput {
      noticedClosedOutput = true
      display.prose(
        "note: standard output: \(systemReason(Stream.failure)); training goes on, see "
          + (trainer.folder?.metricsPath.printable ?? "--output"))
    }
  }

  private func close(_ result: TrainingResult) {
    let closing = Closing(
      result, trainer.configuration, hasReport: report != nil, keeping: keptFlags)
    if isJSON {
      display.json(RunRecord(result, hasReport: report != nil))
      for line in closing.results(width: Stream.notes.width) { display.say(line) }
    } else {
      for line in closing.results(width: Stream.results.width) { display.result(line) }
    }
    for line in closing.notes { display.say(line) }
  }
}
