import FoveaKernels

/// Trains a model as a configuration says.
///
///     let trainer = try Trainer(configuration, folder: .create(model: configuration.model))
///     let result = try trainer.run { event in print(event) }
///
/// The same configuration gives the same weights, bit for bit, whether the run was interrupted or not.
public final class Trainer {
  /// What the run was told, with every choice made.
  public let configuration: TrainingConfiguration
  /// Where files are written; nil for nowhere.
  public let folder: RunFolder?
  /// Asked after each step and before each batch of an evaluation; once it says true, a checkpoint is written and
  /// `run` returns. An evaluation that it ends is run anew when the run goes on.
  public var shouldStop: () -> Bool = { false }
  /// Threads that make batches ahead while the network trains; 0 to make each when it is needed. The outcome is
  /// the same, bit for bit.
  public var workers = 0

  /// Tells the time: never the wall's clock, which people and networks set. It goes on while the machine sleeps.
  var now: () -> ContinuousClock.Instant = { .now }

  /// What is told where the time goes; see `profiled()`.
  public private(set) var profile: OperationProfile?

  /// The network in training. Look at it on the run's own thread, between two steps, as `onEvent` is.
  public let model: any Layer
  let make: ModelMaker
  let optimizer: any Optimizer
  let schedule: Schedule
  /// The moving average of the weights, if there is to be one.
  let average: WeightAverage?
  let preprocessor: (any Preprocessor)?
  let augmenter: Augmenter?
  /// The extents of a picture that the model sees.
  let inputShape: Shape
  let training: DataSet
  let validation: DataSet
  let test: DataSet
  let fingerprint: Checkpoint.DataFingerprint
  /// What of the model did not come from the file that the run began with; nil when there was none.
  let initialized: [String]?

  /// What the next step depends on beside the weights; its `random` is out of date while `random` is
  /// drawn from.
  var progress: Progress
  var random: RandomSource
  /// The weights of `progress.best`, in memory of their own; any weights while there is none.
  var bestWeights: Checkpoint.Tensors
  /// The last good checkpoint, for errors to name; nil while there is none.
  var lastCheckpoint: String?
  /// The folder's, from when its checkpoint is read to the run's end.
  var lock: RunLock?
  /// The gradients of the batches of a step that is not complete.
  var accumulated: Gradients?
  /// The rate in place of the schedule's, while a `LearningRateSweep` looks for one, and its epoch's batches.
  var sweepRate: Double?
  var sweepBatches: Batches?
  /// Watches losses and updates for a rate that is too low or too high.
  var doctor: LearningRateDoctor

  /// A fresh run.
  ///
  /// - Parameters:
  ///   - configuration: what to do.
  ///   - make: makes the model; nil for the catalogue's model of that name.
  ///   - preprocessing: what pictures go through, such as PCA for a model that takes no pictures but rows;
  ///     nil for what the configuration names.
  ///   - data: the pictures; nil to load those that the configuration names.
  ///   - folder: where checkpoints, metrics and weights go; nil for nowhere.
  /// - Throws: `DataError` for a wrong configuration or data that are not there, `ShapeError` when the
  ///   model does not fit the pictures.
  public convenience init(
    _ configuration: TrainingConfiguration, model make: ModelMaker? = nil,
    preprocessing: Preprocessing? = nil, data: TrainingData? = nil, folder: RunFolder? = nil
  ) throws {
    try configuration.validateBeginning()
    try self.init(
      beginning: configuration, model: make, preprocessing: preprocessing, data: data,
      folder: folder)
  }

  /// A fresh run, or a further part of one: its maker gives the weights that the part before ended with.
  ///
  /// - Parameter preprocessor: that of the part before, in place of one that is fitted; nil for none.
  convenience init(
    beginning configuration: TrainingConfiguration, model make: ModelMaker?,
    preprocessing: Preprocessing? = nil, preprocessor: (any Preprocessor)? = nil,
    data: TrainingData?, folder: RunFolder?
  ) throws {
    var weights = RandomSource(seed: configuration.initializationSeed ?? configuration.seed)
    var initial = weights.split()
    var random = RandomSource(seed: configuration.orderSeed ?? configuration.seed)
    // The first part is that of the weights, whichever seed they have.
    _ = random.split()
    let order = random.split()
    let setup = try Setup(
      configuration, make, data, folder, fitting: preprocessing, preprocessor: preprocessor,
      weights: configuration.weights.map(PretrainedFile.init))
    let progress = Progress(
      order: .init(order), random: .init(random), plateau: setup.plateau, stopping: setup.stopping)
    try self.init(setup, weightsFrom: &initial, progress, random)
  }

  /// A run that goes on where a checkpoint was taken.
  ///
  /// - Parameters:
  ///   - checkpoint: where it goes on.
  ///   - epochs: how many epochs to train in all; nil for as many as before.
  ///   - make: makes the model; nil for the catalogue's model of that name.
  ///   - place: the path where a set of one's own lies now, or the folder with a published set's files; nil for where
  ///     they lay.
  ///   - data: the pictures; nil to load those that the configuration names.
  ///   - folder: where checkpoints, metrics and weights go; nil for nowhere.
  /// - Throws: as the other, and `StateError` when the checkpoint's tensors do not fit the model.
  public convenience init(
    resuming checkpoint: Checkpoint, epochs: Int? = nil, model make: ModelMaker? = nil,
    dataAt place: String? = nil, data: TrainingData? = nil, folder: RunFolder? = nil
  ) throws {
    var configuration = checkpoint.configuration
    if let place { configuration.move(dataTo: place) }
    if let epochs {
      // An epoch that has begun counts: its steps are in the weights.
      let begun = checkpoint.progress.epoch + (checkpoint.progress.batch > 0 ? 1 : 0)
      guard epochs >= begun else {
        throw DataError(
          "checkpoint", at: "epochs", expected: "\(begun) or more, as the run is in epoch \(begun)",
          found: "\(epochs)")
      }
      configuration.epochs = epochs
    }
    let setup = try Setup(
      configuration, make, data, folder, preprocessor: checkpoint.restoredPreprocessor)
    try checkpoint.check(
      setup.fingerprint, batchesPerEpoch: setup.batchesPerEpoch, areMoved: place != nil)
    var progress = checkpoint.progress
    // Whoever asks for more epochs wants to go on, even where it was stopped early.
    if epochs != nil { progress.stopping?.resume() }
    guard let random = progress.random.source else { stop("read without a check") }
    // The weights are replaced: any will do.
    var initial = RandomSource(seed: 0)
    try self.init(setup, weightsFrom: &initial, progress, random)
    try restore(checkpoint)
    if let folder, folder.hasCheckpoint { lastCheckpoint = folder.checkpointPath }
  }

  /// A run that goes on in its folder, which is its own from now on: no other run can write a newer checkpoint
  /// that this one would replace by an older.
  ///
  /// - Parameters:
  ///   - path: a run's folder, or the checkpoint in it.
  ///   - epochs: how many epochs to train in all; nil for as many as before.
  ///   - make: makes the model; nil for the catalogue's model of that name.
  ///   - place: the path where a set of one's own lies now, or the folder with a published set's files; nil for where
  ///     they lay.
  ///   - data: the pictures; nil to load those that the configuration names.
  /// - Throws: as the others, and `DataError` when a run is using the folder; errors name the file.
  public convenience init(
    resuming path: String, epochs: Int? = nil, model make: ModelMaker? = nil,
    dataAt place: String? = nil, data: TrainingData? = nil
  ) throws {
    let folder = RunFolder(path).isFolder ? RunFolder(path) : RunFolder(containing: path)
    let file = RunFolder(path).isFolder ? folder.checkpointPath : path
    let lock = try RunLock(folder)
    let checkpoint = try Checkpoint(contentsOf: file)
    do {
      try self.init(
        resuming: checkpoint, epochs: epochs, model: make, dataAt: place, data: data, folder: folder
      )
    } catch let error {
      throw naming(file, error)
    }
    lastCheckpoint = file
    self.lock = lock
  }

  /// Has the run measured, operation by operation.
  @discardableResult
  public func profiled() -> OperationProfile {
    let profile = OperationProfile(of: model)
    self.profile = profile
    return profile
  }

  private init(
    _ setup: Setup, weightsFrom initial: inout RandomSource, _ progress: Progress,
    _ random: RandomSource
  ) throws {
    configuration = setup.configuration
    folder = setup.folder
    make = setup.make
    preprocessor = setup.preprocessor
    augmenter = setup.augmenter
    inputShape = setup.inputShape
    training = setup.training
    validation = setup.validation
    test = setup.test
    fingerprint = setup.fingerprint
    schedule = setup.schedule
    model = try makeModel(make, inputShape, test.classCount, &initial)
    if let initializer = configuration.initializer.flatMap(Initializer.named) {
      model.initialize(by: initializer, &initial)
    }
    initialized = try setup.pretrained?.copy(to: model)
    optimizer = try setup.optimizer(of: model)
    average =
      configuration.emaDecay > 0
      ? WeightAverage(of: model, decay: Scalar(configuration.emaDecay)) : nil
    bestWeights = model.state.map { ($0.name, $0.value + 0) }
    self.progress = progress
    self.random = random
    doctor = progress.doctor ?? LearningRateDoctor()
  }
}
