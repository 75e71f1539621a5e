import ArgumentParser
import Fovea
import Synchronization

/// An ensemble's training at the terminal: what is shown of it, and how it is stopped.
final class EnsembleSession: Sendable {
  private struct State {
    let display: ProgressDisplay
    var runs = RunsUnderWay()
    var done = 0
  }

  private let plan: EnsemblePlan
  private let folder: EnsembleFolder
  private let jobs: Int?
  private let threads: String
  private let isJSON: Bool
  private let state: Mutex<State>

  init(
    _ plan: EnsemblePlan, _ folder: EnsembleFolder, jobs: Int?, threads: String, isJSON: Bool,
    isQuiet: Bool
  ) {
    self.plan = plan
    self.folder = folder
    self.jobs = jobs
    self.threads = threads
    self.isJSON = isJSON
    state = Mutex(State(display: ProgressDisplay(isQuiet: isQuiet)))
  }

  /// Trains to the end, or until a signal asks to stop, and evaluates what was trained.
  ///
  /// - Throws: `ExitCode` 130 after a stop by Ctrl-C; what the training throws.
  func run() throws {
    Interrupts.watch()
    let data = try TrainingData(noting: plan.configuration)
    let training = try EnsembleTraining(
      plan, folder: folder, data: data, jobs: jobs, shouldStop: { Interrupts.received != nil })
    say("machine  \(threads)")
    say("ensemble \(folder.path.printable): \(plan.members.counted("member")), \(kind)")
    let isFinished: Bool
    do { isFinished = try training.run { self.show($0) } } catch {
      state.withLock { $0.display.erase() }
      throw error
    }
    state.withLock { $0.display.erase() }
    guard isFinished else {
      say("stopped  \(folder.path.printable): all members are where they were")
      say("resume   \(invocation) ensemble train --resume \(folder.path.shellPath)")
      if let signal = Interrupts.received { throw ExitCode(Interrupts.exitCode(of: signal)) }
      return
    }
    try close(training, testing: data.test)
  }

  private func close(_ training: EnsembleTraining, testing test: DataSet) throws {
    let data = plan.configuration.dataArguments
    if plan.kind == .swa {
      let paths = [folder.run(of: 1).bestPath, folder.averagePath]
      let report = try AverageReport(
        single: TrainedModel.load(paths[0]).evaluate(on: test),
        averaged: TrainedModel.load(paths[1]).evaluate(on: test), plan)
      isJSON ? Stream.results.json(report) : Stream.results.write(report.text(paths))
      say("evaluate \(invocation) evaluate \(paths[1].shellPath) \(data)")
      return
    }
    let ensemble = try training.ensemble()
    let report = EnsembleReport(ensemble, try ensemble.evaluate(on: test), data: test)
    let pictures = try report.write(to: folder.path)
    isJSON
      ? Stream.results.json(report.record)
      : Stream.results.write(report.text(width: Stream.results.width, pictures: pictures))
    say("evaluate \(invocation) ensemble evaluate \(folder.path.shellPath) \(data)")
  }

  private var kind: String {
    switch plan.kind {
    case .runs: "that differ in " + plan.sources.map(\.rawValue).joined(separator: ", ")
    case .snapshots: "snapshots of one run"
    case .swa: "whose weights are averaged"
    }
  }

  private func say(_ text: String) { state.withLock { $0.display.say(text) } }

  private func show(_ event: EnsembleEvent) {
    state.withLock { state in
      switch event {
      case .found(let member):
        state.done += 1
        state.display.say("member \(member)  was trained before")
      case .step(let member, let report):
        state.runs.step(member, report)
        state.display.show(state.runs.status("\(state.done)/\(plan.members) members"))
      case .epoch(let member, let report):
        let line = PartedLine(parts: ["member \(member)"] + report.line().parts)
        state.display.say(line.text(width: Stream.notes.width))
      case .member(let member, let test):
        state.runs.end(member)
        state.done += 1
        state.display.say("member \(member)  test \(test?.accuracies ?? "-")")
      }
    }
  }
}

/// A single model beside one with averaged weights.
struct AverageReport: Encodable {
  let event = "finished"
  let single: EpochRecord.Accuracy
  let averaged: EpochRecord.Accuracy
  /// Epochs of the whole training, divided by those of the single model's.
  let trainingCost: Double
  private let lines: [String]

  init(single: Evaluation, averaged: Evaluation, _ plan: EnsemblePlan) {
    self.single = .init(single)
    self.averaged = .init(averaged)
    let epochs = Double(plan.configuration.epochs)
    trainingCost = (epochs + Double(plan.members - 1)) / epochs
    lines = [
      "single    \(single.accuracies)  loss \(single.loss.fixed(4))  training x1, prediction x1",
      "averaged  \(averaged.accuracies)  loss \(averaged.loss.fixed(4))  training "
        + "x\(trainingCost.significant(3)), prediction x1",
    ]
  }

  func text(_ paths: [String]) -> String {
    (lines + ["", "single    \(paths[0].printable)", "averaged  \(paths[1].printable)"])
      .map { $0 + "\n" }.joined()
  }

  private enum CodingKeys: CodingKey { case event, single, averaged, trainingCost }
}
