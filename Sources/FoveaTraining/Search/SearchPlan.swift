import FoveaData

/// Everything that decides the outcome of a search for hyperparameters.
///
/// The first stage tries many values roughly; each further one tries fewer, in ranges that are narrower around
/// the best trial so far, for longer.
public struct SearchPlan: Codable, Hashable, Sendable {
  /// A number of trials, and how long the best of them are trained.
  public struct Stage: Codable, Hashable, Sendable {
    /// How many trials begin.
    public var trials: Int
    /// Epochs of those that are not stopped earlier.
    public var epochs: Int

    /// A stage.
    public init(trials: Int, epochs: Int) {
      self.trials = trials
      self.epochs = epochs
    }
  }

  /// What all trials have in common. Its seed is every trial's: they begin alike, see the same pictures in
  /// the same order and are compared by the same pictures held back, so that what differs is what was
  /// chosen.
  public var configuration: TrainingConfiguration
  /// What is searched for; one at least.
  public var parameters: [SearchParameter]
  /// The coarse stage, then the fine ones; 30 trials of 2 epochs and 10 of 6 by default.
  public var stages = [Stage(trials: 30, epochs: 2), Stage(trials: 10, epochs: 6)]
  /// How values are chosen; evenly by default.
  public var sampler = SearchSampler.latinHypercube
  /// Decides the values; 1 by default.
  public var seed: UInt64 = 1
  /// Successive halving: of the trials that reach a rung, one in so many goes on. 1 stops none early; 2 by
  /// default, as stages are short.
  ///
  /// Source: Jamieson and Talwalkar (2016).
  public var reductionFactor = 2
  /// How wide each range of a stage is, as a share of the stage before; a third by default.
  public var shrink = 1.0 / 3
  /// A trial whose loss in a step is so many times that of its first step is stopped: 3 by default, as in
  /// the lecture.
  public var explosionFactor = 3.0

  /// A plan with the defaults.
  public init(_ configuration: TrainingConfiguration, _ parameters: [SearchParameter]) {
    self.configuration = configuration
    self.parameters = parameters
  }

  /// The epochs after which trials of a stage are compared, the last of them its end: `epochs` divided by
  /// `reductionFactor` again and again, down to 1.
  func rungs(of stage: Stage) -> [Int] {
    var rungs = [stage.epochs]
    while reductionFactor > 1, let last = rungs.last, last / reductionFactor >= 1 {
      rungs.append(last / reductionFactor)
    }
    return rungs.reversed()
  }

  /// How many of the trials on a rung go on.
  func survivors(of count: Int) -> Int { (count + reductionFactor - 1) / reductionFactor }

  /// Checks every choice.
  ///
  /// - Throws: `DataError` naming the first that is wrong.
  public func validate() throws(DataError) {
    try check("parameters", "one at least", "none", !parameters.isEmpty)
    let names = parameters.map(\.name)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      try check("parameters", "each once", "\(twice) twice", false)
    }
    try check("stages", "one at least", "none", !stages.isEmpty)
    for stage in stages {
      try check("trials", "1 to 100000", "\(stage.trials)", (1...100_000).contains(stage.trials))
      try check("epochs", "1 to 1000000", "\(stage.epochs)", (1...1_000_000).contains(stage.epochs))
    }
    let longest = stages.map(\.epochs).max() ?? 1
    for parameter in parameters { try parameter.check(epochs: longest) }
    try check(
      "reductionFactor", "1 to 1000", "\(reductionFactor)", (1...1000).contains(reductionFactor))
    try check("shrink", "a share above 0 and at most 1", "\(shrink)", shrink > 0 && shrink <= 1)
    try check(
      "explosionFactor", "a number above 1", "\(explosionFactor)",
      explosionFactor > 1 && explosionFactor.isFinite)
    try check(
      "validationShare", "a share above 0, as trials are compared by the pictures held back",
      "\(configuration.validationShare)",
      configuration.validationShare > 0 || configuration.hasOwnValidation)
  }

  private func check(
    _ field: String, _ expected: String, _ found: String, _ isRight: Bool
  ) throws(DataError) {
    guard isRight else { throw DataError("search", at: field, expected: expected, found: found) }
  }
}
