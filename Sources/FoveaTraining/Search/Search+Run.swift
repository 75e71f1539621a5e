import FoveaData
import FoveaKernels
import Synchronization

/// How a search ended.
public struct SearchResult: Sendable {
  /// Whether all trials were trained; otherwise it was asked to stop, and can go on.
  public let isFinished: Bool
  /// The last record of each trial, the best trial first.
  public let trials: [TrialRecord]
  /// The ranges of each stage that has begun.
  public let parameters: [[SearchParameter]]
  /// Parameters whose best value lies at an end of the range that the search began with.
  public let atEnd: [SearchParameter]
  /// What trains with the best values, for as long as its trial; nil when no trial was trained.
  public let best: TrainingConfiguration?
}

extension Search {
  /// Trains the trials that are still to be trained.
  ///
  /// - Parameter onEvent: is told what happens, from several threads, one after the other.
  /// - Throws: `DataError` when a file cannot be written or another search uses the folder,
  ///   `ShapeError` when the model does not fit the pictures, `SearchError` when every trial of a stage
  ///   failed. What was recorded until then stays.
  public func run(
    onEvent: @escaping @Sendable (SearchEvent) -> Void = { _ in }
  ) throws -> SearchResult {
    let lock = try RunLock(RunFolder(folder.path))
    defer { withExtendedLifetime(lock) {} }
    try AtomicFile.write(jsonText(plan, pretty: true), to: folder.planPath)
    let turn = Mutex(())
    let tell: @Sendable (SearchEvent) -> Void = { event in turn.withLock { _ in onEvent(event) } }
    var ranges: [[SearchParameter]] = []
    for stage in plan.stages.indices {
      ranges.append(stage == 0 ? plan.parameters : narrowed(ranges[stage - 1], for: stage))
      let trials = Self.trials(of: stage, plan, ranges[stage])
      tell(.stage(stage, parameters: ranges[stage], trials: trials.count))
      guard try climb(trials, plan.rungs(of: plan.stages[stage]), tell) else {
        return try result(ranges, isFinished: false)
      }
      guard ranking(of: stage...stage).first?.status == .trained else {
        throw SearchError(allFailed: trials.count)
      }
    }
    return try result(ranges, isFinished: true)
  }

  /// Trains the trials of a stage from rung to rung; false when it was asked to stop.
  private func climb(
    _ trials: [SearchTrial], _ rungs: [Int], _ tell: @escaping @Sendable (SearchEvent) -> Void
  ) throws -> Bool {
    var climbing = trials
    for rung in rungs {
      let waiting = climbing.filter { log.record(of: $0.number, epochs: rung) == nil }
      tell(.rung(epochs: rung, trials: climbing.count, done: climbing.count - waiting.count))
      let hasStopped = Atomic(false)
      SideBySide.run(waiting.count, threads: max(1, min(jobs, waiting.count))) { index in
        let trial = waiting[index]
        do {
          if self.isStopping { return hasStopped.store(true, ordering: .relaxed) }
          if let record = try self.train(trial, until: rung, tell) {
            try self.log.append(record)
            tell(.record(record))
          } else {
            hasStopped.store(true, ordering: .relaxed)
          }
        } catch {
          self.fail(trial, error)
        }
      }
      // Of several failures the first trial's is told, whichever came first.
      if let failure = failure.withLock({ $0 }) { throw failure.error }
      if hasStopped.load(ordering: .relaxed) { return false }
      climbing = winners(of: climbing, on: rung, isLast: rung == rungs.last)
    }
    return true
  }

  /// Those of the trials that go on; the weights of the others are forgotten.
  private func winners(of trials: [SearchTrial], on rung: Int, isLast: Bool) -> [SearchTrial] {
    let records = trials.compactMap { log.record(of: $0.number, epochs: rung) }
    let sound = records.filter { $0.status == .trained }.sorted { $0.isBetter(than: $1) }
    let kept = isLast ? sound[...] : sound.prefix(plan.survivors(of: trials.count))
    let numbers = Set(kept.map(\.trial))
    for trial in trials where !numbers.contains(trial.number) {
      folder.discardWeights(of: trial.number)
    }
    return trials.filter { numbers.contains($0.number) }
  }

  /// The ranges of a stage: narrower around the best trial of the stages before it. Single values stay that one
  /// of the best quarter of the trials has. What the stage itself has recorded, when it is gone on with, does not
  /// count: its ranges stay what they were.
  func narrowed(_ parameters: [SearchParameter], for stage: Int) -> [SearchParameter] {
    let ranking = ranking(of: 0...stage - 1).filter { $0.status == .trained }
    guard let best = ranking.first else { return parameters }
    let quarter = ranking.prefix(max(1, (ranking.count + 3) / 4))
    return parameters.map { parameter in
      let field = parameter.field.field
      guard let value = best.values[field] else { return parameter }
      return parameter.narrowed(
        around: value, share: plan.shrink, keeping: Set(quarter.compactMap { $0.values[field] }))
    }
  }

  /// The last record of each trial, the best first.
  var ranking: [TrialRecord] { ranking(of: 0...max(0, plan.stages.count - 1)) }

  /// The last record of each trial of the given stages, the best first.
  private func ranking(of stages: ClosedRange<Int>) -> [TrialRecord] {
    Dictionary(grouping: log.all.filter { stages.contains($0.stage) }, by: \.trial).values
      .compactMap { $0.max { $0.epochs < $1.epochs } }
      .sorted { $0.isBetter(than: $1) }
  }

  private func result(_ ranges: [[SearchParameter]], isFinished: Bool) throws -> SearchResult {
    let ranking = ranking
    let best = ranking.first.flatMap { $0.status == .trained ? $0 : nil }
    var configuration: TrainingConfiguration?
    if let best {
      var base = plan.configuration
      base.epochs = plan.stages[best.stage].epochs
      configuration = try base.with(best.values).resolved
      try AtomicFile.write(configuration?.json ?? "", to: folder.bestPath)
    }
    return SearchResult(
      isFinished: isFinished, trials: ranking, parameters: ranges,
      atEnd: plan.parameters.filter { parameter in
        best?.values[parameter.field.field].map(parameter.isAtEnd) ?? false
      }, best: configuration)
  }
}

/// A search that has nothing to go on from.
public struct SearchError: Error, Hashable, CustomStringConvertible {
  /// What happened and what to do, in one line.
  public let description: String

  init(allFailed count: Int) {
    description =
      "search: expected a trial that learns, found that all \(count) failed, their loss exploding or no "
      + "finite number; try lower learning rates"
  }
}
