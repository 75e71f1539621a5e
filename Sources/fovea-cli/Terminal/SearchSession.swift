import ArgumentParser
import Fovea
import Synchronization

/// A search at the terminal: what is shown of it, and how it is stopped.
final class SearchSession: Sendable {
  private struct State {
    let display: ProgressDisplay
    var runs = RunsUnderWay()
    var stage = 0
    var rung = 0
    var trials = 0
    var done = 0
  }

  private let plan: SearchPlan
  private let folder: SearchFolder
  private let jobs: Int?
  private let threads: String
  private let isJSON: Bool
  private let state: Mutex<State>

  init(
    _ plan: SearchPlan, _ folder: SearchFolder, jobs: Int?, threads: String, isJSON: Bool,
    isQuiet: Bool
  ) {
    self.plan = plan
    self.folder = folder
    self.jobs = jobs
    self.threads = threads
    self.isJSON = isJSON
    state = Mutex(State(display: ProgressDisplay(isQuiet: isQuiet)))
  }

  /// Searches to the end, or until a signal asks to stop.
  ///
  /// - Throws: `ExitCode` 130 after a stop by Ctrl-C; what the search throws.
  func run() throws {
    Interrupts.watch()
    let search = try Search(
      plan, folder: folder, data: TrainingData(noting: plan.configuration), jobs: jobs,
      shouldStop: { Interrupts.received != nil })
    say("machine  \(threads), \((jobs ?? ThreadPool.shared.width).counted("trial")) side by side")
    say("search   \(folder.path.printable)")
    let result: SearchResult
    do { result = try search.run { self.show($0) } } catch {
      state.withLock { $0.display.erase() }
      throw error
    }
    state.withLock { $0.display.erase() }
    try close(result)
    if !result.isFinished, let signal = Interrupts.received {
      throw ExitCode(Interrupts.exitCode(of: signal))
    }
  }

  private func say(_ text: String) { state.withLock { $0.display.say(text) } }

  private func show(_ event: SearchEvent) {
    state.withLock { state in
      switch event {
      case .stage(let stage, let parameters, let trials):
        state.stage = stage
        let ranges = PartedLine(
          parts: ["\(plan.stageName(stage).fitted(to: 9))\(trials.counted("trial"))"]
            + parameters.map(\.description), indent: 9)
        state.display.say(ranges.text(width: Stream.notes.width))
      case .rung(let epochs, let trials, let done):
        (state.rung, state.trials, state.done) = (epochs, trials, done)
      case .step(let trial, let report):
        state.runs.step(trial, report)
        state.display.show(
          state.runs.status(
            plan.stageName(state.stage),
            "\(state.done)/\(state.trials) trials to epoch \(state.rung)"))
      case .record(let record):
        state.runs.end(record.trial)
        state.done += 1
        if isJSON { state.display.json(record) }
        state.display.say(text(of: record))
      }
    }
  }

  private func text(of record: TrialRecord) -> String {
    var parts = [
      "trial \(record.trial)", "epoch \(record.epochs)",
      record.top1.map { accuracyText("Acc@1", $0) } ?? "Acc@1 -",
    ]
    if record.status != .trained {
      parts.append("\(record.status.rawValue)\(record.note.map { ": \($0)" } ?? "")")
    }
    parts += plan.parameters.map { parameter in
      "\(parameter.name) \(record.values[parameter.field.field]?.description ?? "-")"
    }
    return PartedLine(parts: parts).text(width: Stream.notes.width)
  }

  private func close(_ result: SearchResult) throws {
    let report = SearchReport(plan, result)
    if report.hasPicture { try AtomicFile.write(report.picture.svg, to: folder.picturePath) }
    let table = report.table.text(width: Stream.results.width)
    if isJSON {
      Stream.results.json(SearchClosing(plan, result, folder))
    } else {
      Stream.results.write(table)
      Stream.results.line()
      for line in report.lines(folder) { Stream.results.line(line) }
    }
    for hint in report.hints { say("hint: \(hint)") }
    if result.isFinished {
      if result.best != nil {
        say("train    \(invocation) train --config \(folder.bestPath.shellPath)")
      }
    } else {
      say("stopped  \(folder.path.printable): all trials are where they were")
      say("resume   \(invocation) search --resume \(folder.path.shellPath)")
    }
  }
}
