import ArgumentParser
import Fovea

/// The flags that say how to train. What is not given comes from the configuration file, if there is one,
/// and from the defaults otherwise.
struct TrainingOptions: ParsableArguments {
  typealias Configuration = TrainingConfiguration

  @Option(
    name: .customLong("init"), parsing: .unconditional,
    help: ArgumentHelp(
      "How all weights start: \(Initializer.names.joined(separator: ", ")), or one with a gain, as "
        + "orthogonal:1.4. (default: the model's own choice)", valueName: "initializer"),
    completion: .list(Initializer.names), transform: initializerName)
  var initializer: String?

  @Option(
    help: """
      Begin with the weights of a trained model of this kind, its file or its run's folder, with those of a \
      training's checkpoint, or with torchvision's (.pth, safetensors); what goes with the number of classes is new \
      when that is another. (default: at random)
      """, completion: .paths)
  var weights: String?

  @Option(
    help: "As --weights, and train the last layer alone: all others stay as they are.",
    completion: .paths)
  var fineTune: String?

  @Option(
    parsing: .unconditional,
    help: help(
      "Loss: \(ClassificationLoss.names); softmax, or a sigmoid a class.", \.loss.rawValue),
    completion: .names(ClassificationLoss.self), transform: choice)
  var loss: ClassificationLoss?

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
    help: help("Share of probability that the loss spreads over all classes.", \.smoothing),
    transform: number(0...0.9999))
  var smoothing: Double?

  @Option(
    parsing: .unconditional,
    help: help(
      "What pictures go through: \(Configuration.PreprocessingKind.names).",
      \.preprocessing.rawValue), completion: .names(Configuration.PreprocessingKind.self),
    transform: preprocessingName)
  var preprocess: Configuration.PreprocessingKind?

  @Option(
    parsing: .unconditional,
    help: help(
      "Share of the training pictures held back to choose the best epoch by.", \.validationShare),
    transform: number(0...0.99))
  var valShare: Double?

  @OptionGroup var augmentation: AugmentOptions

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

  @OptionGroup(title: "Optimiser") var optimizer: OptimizerOptions

  @OptionGroup(title: "Learning-rate schedule") var schedule: ScheduleOptions

  @OptionGroup(title: "Stopping") var stopping: StoppingOptions

  /// Puts what was given into a configuration.
  func apply(to configuration: inout Configuration) throws {
    func set<T>(_ value: T?, _ field: WritableKeyPath<Configuration, T>) {
      configuration.set(value, field)
    }
    if let initializer { configuration.initializer = initializer }
    if let weights = fineTune ?? weights {
      configuration.weights = try ModelFile(weights).path
      configuration.freezeBody = fineTune != nil
    }
    set(loss, \.loss)
    set(epochs, \.epochs)
    set(batchSize, \.batchSize)
    optimizer.apply(to: &configuration)
    schedule.apply(to: &configuration)
    stopping.apply(to: &configuration)
    set(smoothing, \.smoothing)
    set(preprocess, \.preprocessing)
    try augmentation.apply(to: &configuration)
    set(valShare, \.validationShare)
    if dropLast { configuration.dropLast = true }
    set(seed, \.seed)
    if let initSeed { configuration.initializationSeed = initSeed }
    if let orderSeed { configuration.orderSeed = orderSeed }
    if let bootstrapSeed { configuration.bootstrapSeed = bootstrapSeed }
    set(checkpointSeconds, \.checkpointSeconds)
  }

  /// Throws `ValidationError` for an empty path, or two of them.
  func check() throws {
    for (flag, path) in [("--weights", weights), ("--fine-tune", fineTune)] where path == "" {
      throw ValidationError("\(flag): expected a path, found ''")
    }
    if weights != nil, fineTune != nil {
      throw ValidationError("expected --weights or --fine-tune, found both")
    }
  }

  /// Refuses flags that would change nothing.
  ///
  /// - Parameter varied: what gets several values, by which flags may come to matter; none in a single run.
  func checkRelevance(
    to configuration: Configuration, varied: [SearchParameter]
  ) throws {
    let flags = Set(varied.map { "--\($0.name)" })
    try optimizer.checkRelevance(to: configuration, varied: flags)
    try schedule.checkRelevance(to: configuration, varied: flags)
    try stopping.checkRelevance(to: configuration, varied: flags)
    if augmentation.unsafeAugment, configuration.augmentation.isEmpty {
      throw ValidationError("--unsafe-augment: expected an --augment, found none")
    }
  }

  /// A configuration's error in the words of the flag that was given; nil when there was none.
  func inFlags(_ error: DataError) -> ValidationError? {
    let flags = [
      "warmUpEpochs": ("--warmup-epochs", schedule.warmupEpochs != nil),
      "decayMilestones": ("--decay-milestones", schedule.sched == .multistep),
      "decayRate": ("--decay-rate", schedule.decayRate != nil),
      "minimumRate": ("--min-lr", schedule.minLr != nil),
      "clipGradient": ("--clip-grad", optimizer.clipGrad != nil),
      "nesterov": ("--nesterov", optimizer.nesterov != nil),
      "patience": ("--patience", stopping.patience != nil),
      "validationShare": ("--val-share", valShare != nil),
    ]
    guard let (flag, isGiven) = error.place.flatMap({ flags[$0] }), isGiven else { return nil }
    return ValidationError("\(flag): expected \(error.expected), found \(shortNumber(error.found))")
  }

  /// The same of patterns of names that match no parameter, or all.
  func inFlags(_ error: StateError) -> ValidationError? {
    let flags = [
      ("configuration: freeze: ", "--freeze", optimizer.freeze),
      ("configuration: groups: ", "--group", optimizer.group.map(\.match)),
    ]
    for (place, flag, given) in flags where !given.isEmpty && error.description.hasPrefix(place) {
      return ValidationError("\(flag): \(error.description.dropFirst(place.count))")
    }
    return nil
  }

  /// The names of the flags that were given and decide the outcome, but for the number of epochs.
  var givenBesideEpochs: [String] {
    let given: [(String, Bool)] = [
      ("--init", initializer != nil), ("--weights", weights != nil),
      ("--fine-tune", fineTune != nil), ("--loss", loss != nil),
      ("--batch-size", batchSize != nil), ("--smoothing", smoothing != nil),
      ("--preprocess", preprocess != nil), ("--val-share", valShare != nil),
      ("--drop-last", dropLast), ("--seed", seed != nil), ("--init-seed", initSeed != nil),
      ("--order-seed", orderSeed != nil), ("--bootstrap-seed", bootstrapSeed != nil),
      ("--checkpoint-seconds", checkpointSeconds != nil),
    ]
    return (given + augmentation.given).filter(\.1).map(\.0) + optimizer.given + schedule.given
      + stopping.given
  }
}
