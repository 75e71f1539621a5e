import ArgumentParser
import Fovea

/// The flags that say how to train. What is not given comes from the configuration file, if there is one,
/// and from the defaults otherwise.
struct TrainingOptions: ParsableArguments {
  typealias Configuration = TrainingConfiguration

  @Option(
    parsing: .unconditional, help: help("How often each picture is seen.", \.epochs),
    transform: wholeNumber(1...1_000_000))
  var epochs: Int?

  @Option(
    name: [.customShort("b"), .long], parsing: .unconditional,
    help: help("Pictures a step.", \.batchSize), transform: wholeNumber(1...65536))
  var batchSize: Int?

  @Option(
    parsing: .unconditional,
    help: help("Optimiser: \(Configuration.OptimizerKind.names).", \.optimizer.rawValue),
    transform: choice)
  var opt: Configuration.OptimizerKind?

  @Option(
    parsing: .unconditional,
    help: "Learning rate at its highest. (default: 0.05 for sgd, 0.001 for adam)",
    transform: number(1e-12...1000))
  var lr: Double?

  @Option(
    parsing: .unconditional,
    help: help(
      "How the learning rate changes: \(Configuration.ScheduleKind.names).", \.schedule.rawValue),
    transform: choice)
  var sched: Configuration.ScheduleKind?

  @Option(
    parsing: .unconditional,
    help: help("Epochs in which the rate goes up, with cosine.", \.warmUpEpochs),
    transform: number(0...1e6))
  var warmupEpochs: Double?

  @Option(
    parsing: .unconditional,
    help: help("Share of the velocity that stays, with sgd.", \.momentum),
    transform: number(0...0.9999))
  var momentum: Double?

  @Flag(
    inversion: .prefixedNo,
    help: help("Look ahead along the velocity, with sgd.", \.nesterov, isFlag: true))
  var nesterov: Bool?

  @Option(
    parsing: .unconditional, help: help("Factor of the L2 penalty on weights.", \.weightDecay),
    transform: number(0...1000))
  var weightDecay: Double?

  @Option(
    parsing: .unconditional, help: help("Factor of the L1 penalty on weights.", \.l1),
    transform: number(0...1000))
  var l1: Double?

  @Option(
    parsing: .unconditional,
    help: help("Share of probability that the loss spreads over all classes.", \.smoothing),
    transform: number(0...0.9999))
  var smoothing: Double?

  @Option(
    parsing: .unconditional,
    help: help(
      "What pictures go through: \(Configuration.PreprocessingKind.names).",
      \.preprocessing.rawValue), transform: choice)
  var preprocess: Configuration.PreprocessingKind?

  @Option(
    parsing: .unconditional,
    help: help(
      "Share of the training pictures held back to choose the best epoch by.", \.validationShare),
    transform: number(0...0.99))
  var valShare: Double?

  @Flag(help: "Leave out an epoch's last batch when it is smaller.")
  var dropLast = false

  @Option(
    parsing: .unconditional,
    help: help(
      "Decides initial weights, order of the pictures and everything else that is random.", \.seed),
    transform: seedNumber)
  var seed: UInt64?

  @Option(
    parsing: .unconditional, help: "Decides the initial weights, in place of --seed.",
    transform: seedNumber)
  var initSeed: UInt64?

  @Option(
    parsing: .unconditional,
    help: "Decides the order of the pictures and what is dropped, in place of --seed.",
    transform: seedNumber)
  var orderSeed: UInt64?

  @Option(
    parsing: .unconditional,
    help:
      "Train on as many pictures drawn with replacement, which this decides. (default: on each once)",
    transform: seedNumber)
  var bootstrapSeed: UInt64?

  @Option(
    parsing: .unconditional,
    help: help(
      "Write a checkpoint every so many seconds as well as after each epoch.", \.checkpointSeconds),
    transform: number(0...1e9))
  var checkpointSeconds: Double?

  /// Puts what was given into a configuration.
  func apply(to configuration: inout Configuration) {
    func set<T>(_ value: T?, _ field: WritableKeyPath<Configuration, T>) {
      if let value { configuration[keyPath: field] = value }
    }
    set(epochs, \.epochs)
    set(batchSize, \.batchSize)
    set(opt, \.optimizer)
    if let lr { configuration.learningRate = lr }
    set(sched, \.schedule)
    set(warmupEpochs, \.warmUpEpochs)
    set(momentum, \.momentum)
    // Without momentum there is nothing to look ahead along.
    if momentum == 0, nesterov == nil { configuration.nesterov = false }
    set(nesterov, \.nesterov)
    set(weightDecay, \.weightDecay)
    set(l1, \.l1)
    set(smoothing, \.smoothing)
    set(preprocess, \.preprocessing)
    set(valShare, \.validationShare)
    if dropLast { configuration.dropLast = true }
    set(seed, \.seed)
    if let initSeed { configuration.initializationSeed = initSeed }
    if let orderSeed { configuration.orderSeed = orderSeed }
    if let bootstrapSeed { configuration.bootstrapSeed = bootstrapSeed }
    set(checkpointSeconds, \.checkpointSeconds)
  }

  /// Refuses flags that would change nothing.
  func checkRelevance(to configuration: Configuration) throws {
    func refuse(_ flag: String, _ isGiven: Bool, _ reason: String) throws {
      if isGiven { throw ValidationError("\(flag) is for \(reason); leave it out") }
    }
    if configuration.optimizer != .sgd {
      let reason = "--opt sgd, found \(configuration.optimizer.rawValue)"
      try refuse("--momentum", momentum != nil, reason)
      try refuse("--nesterov", nesterov != nil, reason)
    }
    if configuration.schedule != .cosine {
      let reason = "--sched cosine, found \(configuration.schedule.rawValue)"
      try refuse("--warmup-epochs", warmupEpochs != nil, reason)
    }
  }

  /// A configuration's error in the words of the flag that was given; nil when there was none.
  func inFlags(_ error: DataError) -> ValidationError? {
    let flags = [
      "warmUpEpochs": ("--warmup-epochs", warmupEpochs != nil),
      "nesterov": ("--nesterov", nesterov != nil),
    ]
    guard let (flag, isGiven) = error.place.flatMap({ flags[$0] }), isGiven else { return nil }
    return ValidationError("\(flag): expected \(error.expected), found \(short(error.found))")
  }

  /// The names of the flags that were given and decide the outcome, but for the number of epochs.
  var givenBesideEpochs: [String] {
    let given: [(String, Bool)] = [
      ("--batch-size", batchSize != nil), ("--opt", opt != nil), ("--lr", lr != nil),
      ("--sched", sched != nil), ("--warmup-epochs", warmupEpochs != nil),
      ("--momentum", momentum != nil), ("--nesterov", nesterov != nil),
      ("--weight-decay", weightDecay != nil), ("--l1", l1 != nil),
      ("--smoothing", smoothing != nil), ("--preprocess", preprocess != nil),
      ("--val-share", valShare != nil), ("--drop-last", dropLast), ("--seed", seed != nil),
      ("--init-seed", initSeed != nil), ("--order-seed", orderSeed != nil),
      ("--bootstrap-seed", bootstrapSeed != nil),
      ("--checkpoint-seconds", checkpointSeconds != nil),
    ]
    return given.filter(\.1).map(\.0)
  }
}

/// A line of help that ends with the configuration's own default.
private func help<T>(
  _ text: String, _ field: KeyPath<TrainingConfiguration, T>, isFlag: Bool = false
) -> ArgumentHelp {
  let value = TrainingConfiguration()[keyPath: field]
  let shown = isFlag ? ("\(value)" == "true" ? "yes" : "no") : short("\(value)")
  return ArgumentHelp("\(text) (default: \(shown))")
}

private func short(_ number: String) -> String {
  number.hasSuffix(".0") ? String(number.dropLast(2)) : number
}
