import FoveaData
import FoveaKernels
import Synchronization

/// What happens in a search, as it happens; one thing at a time, from several threads.
public enum SearchEvent: Sendable {
  /// A stage begins, or goes on: its place from 0, what is searched for, and how many of its trials are to be
  /// trained.
  case stage(Int, parameters: [SearchParameter], trials: Int)
  /// A rung of a stage begins, or goes on: the epochs until which so many trials are trained, of which some
  /// have been already.
  case rung(epochs: Int, trials: Int, done: Int)
  /// A trial took a step.
  case step(trial: Int, StepReport)
  /// A trial came to a rung, or to its end.
  case record(TrialRecord)
}

/// A search for hyperparameters: coarse, then fine, with losing trials stopped early.
///
///     let plan = SearchPlan(configuration, [try SearchParameter("lr=log:1e-4..0.1")])
///     let result = try Search(plan, folder: SearchFolder("search-1")).run()
///
/// A trial's outcome depends on its values alone, and trials are compared when all of a rung have come to it.
/// So the same plan has the same result with any number of trials side by side, and however often it was
/// stopped or killed and started again in its folder.
public final class Search: Sendable {
  /// What the search was told.
  public let plan: SearchPlan
  /// Where its files are.
  public let folder: SearchFolder
  let make: ModelMaker?
  let data: TrainingData
  let log: SearchLog
  let jobs: Int
  /// Asked after each step of every trial, from several threads; once it says true, checkpoints are written
  /// and `run` returns.
  let shouldStop: @Sendable () -> Bool
  let failure = Mutex<(trial: Int, error: any Error)?>(nil)

  /// A search in a folder, in which it goes on if it began there.
  ///
  /// - Parameters:
  ///   - plan: what to do.
  ///   - folder: made when it is not there.
  ///   - make: makes the model; nil for the catalogue's model of the configuration's name.
  ///   - data: the pictures; nil to load those that the configuration names.
  ///   - jobs: how many trials are trained side by side; nil for as many as the pool has threads. Each has one
  ///     thread then, which wastes less than to share them all.
  ///   - shouldStop: asked after each step of every trial, from several threads.
  /// - Throws: `DataError` for a wrong plan, data that are not there, or a folder in which another search
  ///   began.
  public init(
    _ plan: SearchPlan, folder: SearchFolder, model make: ModelMaker? = nil,
    data: TrainingData? = nil, jobs: Int? = nil,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws(DataError) {
    try plan.validate()
    if make == nil { _ = try catalogMaker(plan.configuration.model, in: "configuration") }
    if let found = try folder.plan, found != plan {
      throw DataError(
        folder.path, expected: "a new folder, or the one of this search",
        found: "a search that was told otherwise",
        advice: "name another folder, or go on with the search in it")
    }
    self.plan = plan
    self.folder = folder
    self.make = make
    if let data { self.data = data } else { self.data = try TrainingData(plan.configuration) }
    self.jobs = jobs ?? ThreadPool.shared.width
    self.shouldStop = shouldStop
    guard self.data.heldBack(plan.configuration).validation.count > 0 else {
      throw DataError(
        "search", at: "validationShare",
        expected: "one at least of \(self.data.train.count) pictures, to compare trials by",
        found: "\(plan.configuration.validationShare)")
    }
    // Values that do not go together are found before anything is written.
    let first = Self.trials(of: 0, plan, plan.parameters)
    for trial in first {
      do { try trial.configuration.validateNumbers() } catch {
        throw DataError(
          "search", at: error.place, expected: error.expected, found: error.found,
          advice: "values of trial \(trial.number) do not go together")
      }
    }
    try makeFolder(folder.path)
    log = try SearchLog(folder.recordsPath)
  }

  /// The trials of a stage, with values from the given ranges.
  static func trials(
    of stage: Int, _ plan: SearchPlan, _ parameters: [SearchParameter]
  ) -> [SearchTrial] {
    let size = plan.stages[stage]
    let before = plan.stages[..<stage].reduce(0) { $0 + $1.trials }
    let points = plan.sampler.points(
      size.trials, dimensions: parameters.count, seed: plan.seed, stage: stage)
    return points.enumerated().map { index, point in
      var values: [String: SearchValue] = [:]
      for (parameter, place) in zip(parameters, point) {
        values[parameter.field.field] = parameter.value(at: place)
      }
      var base = plan.configuration
      base.epochs = size.epochs
      do {
        let configuration = try base.with(values)
        return SearchTrial(
          number: before + index + 1, stage: stage, values: values, configuration: configuration)
      } catch {
        stop("Search: values that were checked when the parameter was made: \(error)")
      }
    }
  }
}
