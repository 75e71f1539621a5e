import TestSupport
import Testing

@testable import FoveaTraining

/// Training on augmented pictures: the same bits with any number of workers, resumed or not; refused where it
/// would change the class.
@Suite struct AugmentedTrainingTests {
  private static let recipe = "shift:1,flip,rotate:7,noise,erase,mixup,cutmix"

  private func configuration(_ recipe: String = recipe) throws -> TrainingConfiguration {
    let recipe = try AugmentationRecipe(recipe)
    return smallConfiguration { $0.augmentation = recipe }
  }

  @Test func workersDoNotChangeTheBits() throws {
    let runs = try [0, 1, 4].map { workers in
      let trainer = try smallTrainer(configuration())
      trainer.workers = workers
      _ = try trainer.run()
      return trainer.checkpoint.bits
    }
    #expect(runs[1] == runs[0] && runs[2] == runs[0])
    // The test can tell: without augmentation the run ends otherwise.
    let plain = try smallTrainer()
    _ = try plain.run()
    #expect(plain.checkpoint.bits != runs[0])
  }

  /// Stopped within an epoch, at its end and in the last one; gone on with by other workers.
  @Test(arguments: [2, 5, 12])
  func interruptedItEndsTheSame(_ steps: Int) throws {
    try withFolder { folder in
      let whole = try smallTrainer(configuration())
      let expected = try whole.run()
      let first = try smallTrainer(configuration())
      first.workers = 2
      first.shouldStop = { [unowned first] in first.progress.step >= steps }
      #expect(try first.run().status == .interrupted)
      try first.checkpoint.write(to: folder.path("c"))
      let resumed = try Checkpoint(contentsOf: folder.path("c")).resumed()
      resumed.workers = 1
      let result = try resumed.run()
      #expect(resumed.checkpoint.bits == whole.checkpoint.bits)
      #expect(result.test == expected.test)
    }
  }

  /// The loss of a step is that of the shares which mixing left, and not of the classes.
  @Test func mixedPicturesAreLearnedFromByTheirShares() throws {
    let trainer = try smallTrainer(configuration("mixup:1"))
    let batch = trainer.epochBatches()[0]
    let targets = try #require(batch.targets)
    var random = trainer.random
    let logits = trainer.model(Variable(batch.images), .training(&random))
    let expected = softmaxCrossEntropy(logits, targets, smoothing: 0.1).value.item
    let ofClasses = softmaxCrossEntropy(logits, batch.labels, smoothing: 0.1).value.item
    #expect(expected != ofClasses)

    // The same run anew, as running statistics of that one have moved.
    var losses: [Double] = []
    _ = try smallTrainer(configuration("mixup:1")).run { event in
      if case .step(let report) = event { losses.append(report.loss) }
    }
    #expect(losses.first == Double(expected))
  }

  @Test func whatChangesTheClassIsRefused() throws {
    #expect(
      errorLine { _ = try smallTrainer(configuration("rotate:20")) }
        == "shapes: augmentation rotate:20: expected pictures that keep their class, found a change of "
        + "it: beyond 7 degrees a plus that was drawn tilted comes close to a "
        + "cross; leave rotate out or make it smaller, or insist by --unsafe-augment")
    var insisting = try configuration("rotate:20")
    insisting.unsafeAugmentation = true
    #expect(throws: Never.self) { _ = try smallTrainer(insisting) }
  }

  @Test func configurationsHoldARecipe() throws {
    try withFolder { folder in
      var configuration = TrainingConfiguration()
      configuration.augmentation = try AugmentationRecipe("shift:2,crop:4:reflect,mixup:0.2")
      let path = try folder.write("c.json", configuration.json)
      #expect(try TrainingConfiguration(contentsOf: path) == configuration)
      let bad = try folder.write("c", #"{"augmentation": "shift:2,rotat:3"}"#)
      let line = folder.error { _ = try TrainingConfiguration(contentsOf: bad) }
      #expect(line.contains(#"c: augmentation: expected one of shift"#))
      #expect(line.contains("did you mean rotate?"))
      let worse = try folder.write("c", #"{"augmentation": "rotate:-3"}"#)
      #expect(
        folder.error { _ = try TrainingConfiguration(contentsOf: worse) }
          == "c: augmentation rotate: expected a number from 0 to 180 (degrees), found -3")
    }
  }
}

/// What is fitted is fitted on the pictures that are trained on, and on nothing else.
@Suite struct FittingTests {
  /// The same data, but every picture that is held back, and every test picture, painted over.
  private func painted(
    _ data: TrainingData, _ configuration: TrainingConfiguration
  ) throws
    -> TrainingData
  {
    let whole = data.train
    let held = whole.split(validation: configuration.validationShare, seed: configuration.seed)
    // The pictures that are held back, found by their places in a set that is numbered.
    let numbered = try DataSet(
      name: "numbers", split: .train,
      images: Tensor([whole.count, 1, 1, 1], (0..<whole.count).map { Scalar($0) }),
      labels: whole.labels, classNames: whole.classNames)
    let places = Set(
      numbered.split(validation: configuration.validationShare, seed: configuration.seed)
        .validation.images.elements.map { Int($0) })
    #expect(places.count == held.validation.count && !places.isEmpty)
    let size = whole.imageShape.count
    let pixels = whole.images.elements.enumerated().map { i, x in
      places.contains(i / size) ? 100 + Scalar(i % 7) : x
    }
    let clean = try DataSet(
      name: whole.name, split: .train, images: Tensor(whole.images.shape, pixels),
      labels: whole.labels, classNames: whole.classNames)
    let test = try DataSet(
      name: whole.name, split: .test, images: data.test.images * 50 - 7, labels: data.test.labels,
      classNames: whole.classNames)
    return try TrainingData(train: clean, test: test)
  }

  @Test(arguments: TrainingConfiguration.PreprocessingKind.allCases)
  func picturesHeldBackAndTestPicturesDoNotCount(
    _ kind: TrainingConfiguration.PreprocessingKind
  ) throws {
    let configuration = smallConfiguration { $0.preprocessing = kind }
    let data = try smallData()
    let before = try Trainer(configuration, model: testNetwork, data: data)
    let after = try Trainer(
      configuration, model: testNetwork, data: painted(data, configuration))
    let tensors = [before, after].map { $0.preprocessor?.tensors ?? [] }
    #expect(tensors[0].count == tensors[1].count && (kind == .none) == tensors[0].isEmpty)
    for (a, b) in zip(tensors[0], tensors[1]) { expectSameBits(a.tensor, b.tensor, a.name) }
    // The test can tell: fitted on everything, it comes out otherwise.
    if let description = kind.description {
      let all = try description.fitted(on: painted(data, configuration).train)
      #expect(all.tensors.map(\.tensor.elements) != tensors[0].map(\.tensor.elements))
    }
  }

  /// A model that learned from whitened pictures whitens what it is given to predict.
  @Test func whiteningIsSavedWithTheModelAndReplayed() throws {
    try withFolder { folder in
      let configuration = smallConfiguration {
        $0.preprocessing = .zca
        $0.epochs = 1
      }
      let run = RunFolder(folder.url.path)
      let trainer = try smallTrainer(configuration, folder: run)
      #expect(trainer.inputShape == [12, 12, 1])
      let result = try trainer.run()
      let loaded = try TrainedModel.load(run.bestPath, model: testNetwork)
      #expect(loaded.description.preprocessing == .zca())
      #expect(try loaded.evaluate(on: smallData().test) == result.test)
    }
  }
}

/// An audit shows what turns classes into each other.
@Suite struct AugmentationAuditTests {
  /// A classifier of two pictures: bright on the left, and bright on the right.
  private func sides() throws -> (model: TrainedModel, data: DataSet) {
    let pixels = (0..<40).flatMap { i in
      (0..<16).map { pixel in Scalar((pixel % 4 < 2) == (i % 2 == 0) ? 1 : 0) }
    }
    var data = try DataSet(
      name: "sides", split: .test, images: Tensor([40, 4, 4, 1], pixels),
      labels: (0..<40).map { $0 % 2 }, classNames: ["left", "right"])
    data.labelSafety = LabelSafety(
      mirror: .changesClass("left is right in a mirror"), verticalMirror: .keepsClass,
      rotation180: .changesClass("left comes right"))
    let weights = (0..<16).flatMap { ($0 % 4 < 2 ? [1, -1] : [-1, 1]) as [Scalar] }
    let network = Sequential(
      Flatten(), Dense(weight: Tensor([16, 2], weights), bias: Tensor.zeros([2])))
    let description = ModelDescription(
      model: "sides", imageShape: [4, 4, 1], classNames: data.classNames, preprocessing: nil,
      data: "sides")
    return (TrainedModel(network, nil, description), data)
  }

  @Test func aMirrorTurnsEveryPictureIntoTheOtherClass() throws {
    let (model, data) = try sides()
    let recipes = try ["flip:1", "vflip:1", "flip:1,vflip:1", "noise:0.01"].map {
      try AugmentationRecipe($0)
    }
    let audit = try AugmentationAudit(of: model, on: data, recipes: recipes)
    #expect(audit.before.top1 == 1)
    #expect(audit.rows.map(\.after.top1) == [0, 1, 0, 1])
    #expect(audit.rows.map { $0.danger != nil } == [true, false, true, false])
    let worst = try #require(audit.rows[0].worst)
    #expect(worst.more == 20 && worst.label != worst.taken)
    #expect(audit.rows[1].worst == nil)
    #expect(audit.rows[0].after.confusion == [[0, 20], [20, 0]])
  }

  @Test func theUsualRecipesAreAllTried() throws {
    let (model, data) = try sides()
    #expect(AugmentationAudit.usual.count == 15)
    #expect(
      errorLine {
        _ = try AugmentationAudit(of: model, on: data, recipes: [AugmentationRecipe("mixup")])
      }.contains("mixup; leave it out"))
  }
}
