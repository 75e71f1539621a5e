import FoveaData
import Synchronization

/// What happens while an ensemble is trained; one thing at a time, from several threads. Members count from 1.
public enum EnsembleEvent: Sendable {
  /// A member was trained before, and is not again.
  case found(member: Int)
  /// A member took a step.
  case step(member: Int, StepReport)
  /// A member completed an epoch.
  case epoch(member: Int, EpochReport)
  /// A member was trained to its end.
  case member(Int, test: Evaluation?)
}

/// The training of an ensemble's members, each a run in a folder of its own.
///
///     let plan = EnsemblePlan.bag(configuration, members: 5)
///     let training = try EnsembleTraining(plan, folder: EnsembleFolder("bag-1"))
///     if try training.run() { print(try training.ensemble().evaluate(on: test).mean.top1) }
///
/// Runs of their own are trained side by side, a thread each; snapshots and averaged epochs one after the other,
/// each from where the one before it ended. Stopped or killed and started again in its folder, it goes on
/// where it was.
public final class EnsembleTraining: Sendable {
  /// What the training was told.
  public let plan: EnsemblePlan
  /// Where its files are.
  public let folder: EnsembleFolder
  let configurations: [TrainingConfiguration]
  let make: ModelMaker?
  let data: TrainingData
  let jobs: Int
  let shouldStop: @Sendable () -> Bool
  private let failure = Mutex<(member: Int, error: any Error)?>(nil)

  /// A training in a folder, in which it goes on if it began there.
  ///
  /// - Parameters:
  ///   - plan: what to do.
  ///   - folder: made when it is not there.
  ///   - make: makes the model; nil for the catalogue's model of the configuration's name.
  ///   - data: the pictures; nil to load those that the configuration names.
  ///   - jobs: how many members are trained side by side; nil for as many as the pool has threads.
  ///   - shouldStop: asked after each step, from several threads; once it says true, checkpoints are written
  ///     and `run` returns.
  /// - Throws: `DataError` for a wrong plan, data that are not there, or a folder in which another ensemble
  ///   began.
  public init(
    _ plan: EnsemblePlan, folder: EnsembleFolder, model make: ModelMaker? = nil,
    data: TrainingData? = nil, jobs: Int? = nil,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws(DataError) {
    configurations = try plan.configurations()
    if make == nil { _ = try catalogMaker(plan.configuration.model, in: "configuration") }
    if let found = try folder.plan, found != plan {
      throw DataError(
        folder.path, expected: "a new folder, or the one of this ensemble",
        found: "an ensemble that was told otherwise",
        advice: "name another folder, or go on with the ensemble in it")
    }
    self.plan = plan
    self.folder = folder
    self.make = make
    if let data { self.data = data } else { self.data = try TrainingData(plan.configuration) }
    self.jobs = jobs ?? ThreadPool.shared.width
    self.shouldStop = shouldStop
    try makeFolder(folder.path)
  }

  /// Trains the members that are still to be trained.
  ///
  /// - Parameter onEvent: is told what happens, from several threads, one after the other.
  /// - Returns: whether all are trained; false when it was asked to stop.
  /// - Throws: as `Trainer.run`.
  public func run(onEvent: @escaping @Sendable (EnsembleEvent) -> Void = { _ in }) throws -> Bool {
    let lock = try RunLock(RunFolder(folder.path))
    defer { withExtendedLifetime(lock) {} }
    try AtomicFile.write(jsonText(plan, pretty: true), to: folder.planPath)
    let turn = Mutex(())
    let tell: @Sendable (EnsembleEvent) -> Void = { event in turn.withLock { _ in onEvent(event) } }
    let hasStopped = Atomic(false)
    let threads = plan.kind == .runs ? max(1, min(jobs, plan.members)) : 1
    SideBySide.run(plan.members, threads: threads) { index in
      if self.isStopping { return hasStopped.store(true, ordering: .relaxed) }
      do {
        if try !self.train(index + 1, tell) { hasStopped.store(true, ordering: .relaxed) }
      } catch {
        self.failure.withLock { failure in
          if let failure, failure.member < index { return }
          failure = (index, error)
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure.error }
    if hasStopped.load(ordering: .relaxed) { return false }
    if plan.kind == .swa { try average() }
    return true
  }

  /// The trained members.
  public func ensemble() throws -> Ensemble {
    try Ensemble.load(folder.memberPaths, model: make)
  }

  private var isStopping: Bool { failure.withLock { $0 != nil } || shouldStop() }

  /// Trains a member to its end; false when it was asked to stop before.
  private func train(_ member: Int, _ tell: @Sendable (EnsembleEvent) -> Void) throws -> Bool {
    let run = folder.run(of: member)
    // Its file says how it does on the test pictures once all epochs are trained.
    if let trained = try? TrainedModel.load(run.bestPath, model: make),
      trained.description.testAccuracy != nil
    {
      tell(.found(member: member))
      return true
    }
    let trainer = try trainer(of: member, in: run)
    trainer.shouldStop = { self.isStopping }
    let result = try trainer.run { event in
      switch event {
      case .step(let report): tell(.step(member: member, report))
      case .epoch(let report): tell(.epoch(member: member, report))
      default: break
      }
    }
    if result.status == .finished { tell(.member(member, test: result.test)) }
    return result.status == .finished
  }

  private func trainer(of member: Int, in run: RunFolder) throws -> Trainer {
    try makeFolder(run.path)
    if run.hasCheckpoint { return try Trainer(resuming: run.path, model: make, data: data) }
    let configuration = configurations[member - 1]
    guard plan.kind != .runs, member > 1 else {
      return try Trainer(configuration, model: make, data: data, folder: run)
    }
    // The run goes on from the weights that the member before had in the end, not from its best ones.
    let before = try Checkpoint(contentsOf: folder.run(of: member - 1).checkpointPath)
    let weights = before.weights.byName
    let make = try make ?? catalogMaker(configuration.model, in: "configuration")
    return try Trainer(
      beginning: configuration,
      model: { picture, classes, random in
        let model = try make(picture, classes, &random)
        try model.restore(weights)
        return model
      }, preprocessor: before.restoredPreprocessor, data: data, folder: run)
  }
}
