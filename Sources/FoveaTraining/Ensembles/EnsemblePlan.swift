import FoveaData

/// What members of an ensemble may differ in.
///
/// Nothing else differs here: the same seeds give the same bits, so the nondeterminism that members differ by
/// elsewhere has to be asked for.
public enum EnsembleSource: String, Codable, CaseIterable, Sendable {
  /// The initial weights.
  case initialization = "init"
  /// The order of the pictures, and what is dropped.
  case order
  /// The bootstrap sample that a member is trained with.
  case bootstrap
  /// The hyperparameters.
  case hyperparameters
}

/// Everything that decides what becomes of an ensemble's training.
public struct EnsemblePlan: Codable, Hashable, Sendable {
  /// How members come about.
  public enum Kind: String, Codable, CaseIterable, Sendable {
    /// Runs of their own, which differ in what `sources` names.
    case runs
    /// One run whose learning rate goes down along a cosine again and again: each time it is down, a member.
    ///
    /// Source: Huang et al. (2017).
    case snapshots
    /// A run, then further epochs at a constant rate, whose weights are averaged to one model.
    ///
    /// Source: Izmailov et al. (2018).
    case swa
  }

  /// What all members have in common; its seeds are the first member's.
  public var configuration: TrainingConfiguration
  /// How members come about.
  public var kind: Kind
  /// How many members there are; of `swa`, how many weights are averaged, those of the first run among them.
  public var members = 5
  /// What the members of `runs` differ in: initial weights and order by default. Each source has its own
  /// seed, the configuration's for the first member, one more for each further one; bootstrap samples are
  /// drawn where they are named here.
  public var sources: [EnsembleSource] = [.initialization, .order]
  /// The hyperparameters in which members differ, where `sources` names them.
  public var varied: [SearchParameter] = []
  /// Decides their values.
  public var variedSeed: UInt64 = 1
  /// The constant rate of `swa`; nil for half of the first run's highest.
  public var averagedRate: Double?

  /// A plan with the defaults.
  public init(_ configuration: TrainingConfiguration, _ kind: Kind) {
    self.configuration = configuration
    self.kind = kind
  }

  /// Bagging: members that differ in bootstrap samples, initial weights and order.
  ///
  /// Source: Breiman (1996).
  public static func bag(
    _ configuration: TrainingConfiguration, members: Int = 5
  ) -> EnsemblePlan {
    var plan = EnsemblePlan(configuration, .runs)
    plan.members = members
    plan.sources = [.initialization, .order, .bootstrap]
    return plan
  }

  /// What each member is trained as.
  ///
  /// - Throws: `DataError` for choices that do not go together.
  public func configurations() throws(DataError) -> [TrainingConfiguration] {
    try validate()
    try configuration.validateBeginning()
    let points = SearchSampler.latinHypercube.points(
      members, dimensions: varied.count, seed: variedSeed, stage: 0)
    var all: [TrainingConfiguration] = []
    for (index, point) in points.enumerated() {
      var values: [String: SearchValue] = [:]
      if kind == .runs, sources.contains(.hyperparameters) {
        for (parameter, place) in zip(varied, point) {
          values[parameter.field.field] = parameter.value(at: place)
        }
      }
      var member = try configuration.with(values)
      seed(&member, UInt64(index))
      try member.validateNumbers()
      all.append(member)
    }
    return all
  }

  private func seed(_ member: inout TrainingConfiguration, _ index: UInt64) {
    let order = (configuration.orderSeed ?? configuration.seed) &+ index
    guard kind == .runs else {
      // Each part of one run sees the pictures in another order.
      if index > 0 {
        member.orderSeed = order
        member.warmUpEpochs = 0
        // It goes on where the one before ended.
        member.weights = nil
        member.initializer = nil
      }
      if index > 0, kind == .swa {
        member.epochs = 1
        member.schedule = .constant
        // Of the schedule that ended; the constant rate may be lower.
        member.minimumRate = 0
        member.learningRate = averagedRate ?? (configuration.resolved.learningRate ?? 0) / 2
      }
      return
    }
    if sources.contains(.initialization) {
      member.initializationSeed =
        (configuration.initializationSeed ?? configuration.seed) &+ index
    }
    if sources.contains(.order) { member.orderSeed = order }
    if sources.contains(.bootstrap) {
      member.bootstrapSeed = (configuration.bootstrapSeed ?? configuration.seed) &+ index
    }
  }

  /// Checks every choice but those of the configuration.
  ///
  /// - Throws: `DataError` naming the first that is wrong.
  public func validate() throws(DataError) {
    func check(
      _ field: String, _ expected: String, _ found: String, _ isRight: Bool
    ) throws(DataError) {
      guard isRight else {
        throw DataError("ensemble", at: field, expected: expected, found: found)
      }
    }
    try check("members", "2 to 1000", "\(members)", (2...1000).contains(members))
    try check(
      "sources", "one at least, or all members are the same", "none",
      kind != .runs || !sources.isEmpty)
    try check(
      "varied", "hyperparameters, as members differ in them", "none",
      !sources.contains(.hyperparameters) || !varied.isEmpty)
    try check(
      "schedule", "cosine, at whose ends snapshots are taken", configuration.schedule.rawValue,
      kind != .snapshots || configuration.schedule == .cosine)
    if let averagedRate {
      try check(
        "averagedRate", "a number above 0 and at most 1000", "\(averagedRate)",
        averagedRate > 0 && averagedRate <= 1000)
    }
  }
}
