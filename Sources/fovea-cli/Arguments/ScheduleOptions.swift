import ArgumentParser
import Fovea

/// The flags of how the learning rate changes.
struct ScheduleOptions: ParsableArguments {
  typealias Configuration = TrainingConfiguration

  @Option(
    parsing: .unconditional,
    help: help(
      "How the learning rate changes: \(Configuration.ScheduleKind.names).", \.schedule.rawValue),
    completion: .names(Configuration.ScheduleKind.self), transform: choice)
  var sched: Configuration.ScheduleKind?

  @Option(
    parsing: .unconditional,
    help: """
      Epochs in which the rate goes up before its schedule begins. (default: 1; constant and onecycle 0)
      """, transform: number(0...1e6))
  var warmupEpochs: Double?

  @Option(
    parsing: .unconditional,
    help: """
      Epochs between decays with step; of which exponential decays by the rate. (default: a third of all)
      """, transform: number(1e-3...1e6))
  var decayEpochs: Double?

  @Option(
    parsing: .unconditional, help: "Epochs at which multistep decays, as 10,15.",
    transform: numberList)
  var decayMilestones: [Double]?

  @Option(
    parsing: .unconditional,
    help: help("What a decay multiplies the rate by.", \.decayRate),
    transform: number(1e-9...1))
  var decayRate: Double?

  @Option(
    parsing: .unconditional,
    help: help("Rate at which schedules that fall end.", \.minimumRate),
    transform: number(0...1000))
  var minLr: Double?

  @Option(
    parsing: .unconditional, help: help("Power of polynomial.", \.power),
    transform: number(1e-3...100))
  var polyPower: Double?

  @Option(
    parsing: .unconditional,
    help: "Epochs of the first cycle of restarts. (default: a third of all)",
    transform: number(1e-3...1e6))
  var cycleEpochs: Double?

  @Option(
    parsing: .unconditional,
    help: help("How many times as long each further cycle is.", \.cycleGrowth),
    transform: wholeNumber(1...100))
  var cycleGrowth: Int?

  @Flag(
    inversion: .prefixedNo,
    help: help(
      "Move momentum, or beta1, against the rate with onecycle.", \.cycleMomentum, isFlag: true))
  var cycleMomentum: Bool?

  @Option(
    parsing: .unconditional,
    help: help(
      "Epochs without a lower validation loss before plateau decays.", \.plateauPatience),
    transform: wholeNumber(0...1_000_000))
  var patienceEpochs: Int?

  /// Puts what was given into a configuration.
  func apply(to configuration: inout Configuration) {
    configuration.set(sched, \.schedule)
    if let warmupEpochs { configuration.warmUpEpochs = warmupEpochs }
    if let decayEpochs { configuration.decayEpochs = decayEpochs }
    configuration.set(decayMilestones, \.decayMilestones)
    configuration.set(decayRate, \.decayRate)
    configuration.set(minLr, \.minimumRate)
    configuration.set(polyPower, \.power)
    if let cycleEpochs { configuration.cycleEpochs = cycleEpochs }
    configuration.set(cycleGrowth, \.cycleGrowth)
    configuration.set(cycleMomentum, \.cycleMomentum)
    configuration.set(patienceEpochs, \.plateauPatience)
  }

  /// Refuses flags that would change nothing.
  ///
  /// - Parameter varied: flags that get several values, by which others may come to matter.
  func checkRelevance(to configuration: Configuration, varied: Set<String>) throws {
    let flags = GivenFlags(given, varied)
    func refuse(_ flag: String, unless kinds: Configuration.ScheduleKind...) throws {
      try flags.refuse(flag, unless: "--sched", configuration.schedule, isOneOf: kinds)
    }
    try refuse("--decay-epochs", unless: .step, .exponential)
    try refuse("--decay-milestones", unless: .multistep)
    try refuse("--decay-rate", unless: .step, .multistep, .exponential, .plateau)
    try refuse("--min-lr", unless: .polynomial, .cosine, .restarts, .plateau)
    try refuse("--poly-power", unless: .polynomial)
    try refuse("--cycle-epochs", unless: .restarts)
    try refuse("--cycle-growth", unless: .restarts)
    try refuse("--cycle-momentum", unless: .onecycle)
    try refuse("--patience-epochs", unless: .plateau)
  }

  /// The flags that were given.
  var given: [String] {
    let given: [(String, Bool)] = [
      ("--sched", sched != nil), ("--warmup-epochs", warmupEpochs != nil),
      ("--decay-epochs", decayEpochs != nil), ("--decay-milestones", decayMilestones != nil),
      ("--decay-rate", decayRate != nil), ("--min-lr", minLr != nil),
      ("--poly-power", polyPower != nil), ("--cycle-epochs", cycleEpochs != nil),
      ("--cycle-growth", cycleGrowth != nil), ("--cycle-momentum", cycleMomentum != nil),
      ("--patience-epochs", patienceEpochs != nil),
    ]
    return given.filter(\.1).map(\.0)
  }
}

/// Reads rising numbers above 0 with commas between them.
@Sendable private func numberList(_ text: String) throws -> [Double] {
  let parts = text.split(separator: ",", omittingEmptySubsequences: false)
  let numbers = parts.compactMap { Double($0) }.filter { $0 > 0 && $0 <= 1e6 }
  guard numbers.count == parts.count else {
    throw ValidationError("expected numbers above 0 with commas between them, such as 10,15")
  }
  guard zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) else {
    throw ValidationError("expected each number above the one before, such as 10,15")
  }
  return numbers
}
