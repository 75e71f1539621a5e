/// What a run works with, made of its configuration and checked.
struct Setup {
  let configuration: TrainingConfiguration
  let make: ModelMaker
  let folder: RunFolder?
  let training: DataSet
  let validation: DataSet
  let test: DataSet
  let preprocessor: (any Preprocessor)?
  /// The weights that the run begins with; nil for random ones.
  let pretrained: PretrainedWeights?
  /// Changes the training pictures; nil for nothing.
  let augmenter: Augmenter?
  /// The extents of a picture that the model sees.
  let inputShape: Shape
  let fingerprint: Checkpoint.DataFingerprint

  /// - Parameters:
  ///   - preprocessing: fitted on the training pictures, without those held back; nil for what the
  ///     configuration names.
  ///   - preprocessor: one that was fitted earlier, in place of it; nil for none.
  ///   - weights: what the run begins with; nil for random weights. Its preprocessing is used where it is of the
  ///     kind that is asked for.
  init(
    _ configuration: TrainingConfiguration, _ make: ModelMaker?, _ data: TrainingData?,
    _ folder: RunFolder?, fitting preprocessing: Preprocessing? = nil,
    preprocessor: (any Preprocessor)? = nil, weights: PretrainedFile? = nil
  ) throws {
    let configuration = configuration.resolved
    try configuration.validateNumbers()
    // A wrong name is found before a data set is loaded.
    self.make = try make ?? catalogMaker(configuration.model, in: "configuration")
    let data = try data ?? TrainingData(configuration)
    self.configuration = configuration
    self.folder = folder
    fingerprint = Checkpoint.DataFingerprint(data.train)
    let (kept, heldBack) = data.heldBack(configuration)
    // Drawn from what is left, so that no picture is both trained and validated with.
    training = configuration.bootstrapSeed.map { kept.bootstrapSample(seed: $0) } ?? kept
    validation = heldBack
    test = data.test
    try Self.check(training.count, validation.count, configuration)
    augmenter =
      configuration.augmentation.isEmpty
      ? nil
      : try Augmenter(
        configuration.augmentation, seed: configuration.seed, fitting: training,
        isUnsafe: configuration.unsafeAugmentation)
    let picture = training.imageShape
    let wanted = preprocessing ?? configuration.preprocessing.description
    self.preprocessor =
      try preprocessor
      ?? wanted.flatMap { [make = self.make] in try weights?.preprocessor($0, make, for: picture) }
      ?? wanted?.fitted(on: training)
    try training.checkPictures()
    let inputShape = try self.preprocessor.outputShape(for: picture)
    self.inputShape = inputShape
    pretrained = try weights.map { [make = self.make] in
      PretrainedWeights(try $0.state(of: configuration.model, make, inputShape))
    }
  }

  private static func check(
    _ count: Int, _ heldBack: Int, _ configuration: TrainingConfiguration
  ) throws(DataError) {
    guard count > 0 else {
      throw DataError(
        "configuration", at: "validationShare",
        expected: "a share that leaves pictures to train with",
        found: "\(configuration.validationShare)")
    }
    guard configuration.patience == 0 || heldBack > 0 else {
      throw DataError(
        "configuration", at: "patience",
        expected:
          "0, as a share of \(configuration.validationShare) of \(count) pictures is none to stop by",
        found: "\(configuration.patience)", advice: "hold a larger share back")
    }
    guard !configuration.dropLast || count >= configuration.batchSize else {
      throw DataError(
        "configuration", at: "batchSize",
        expected: "at most the \(count) pictures there are, as dropLast is true",
        found: "\(configuration.batchSize)")
    }
  }
}
