import TestSupport
import Testing

@testable import FoveaTraining

/// A configuration says what it means, or is refused with the field's name.
@Suite struct TrainingConfigurationTests {
  @Test func theDefaultsAreValidAndCanBeWrittenAndRead() throws {
    let configuration = TrainingConfiguration()
    try configuration.validate()
    try withFolder { folder in
      let path = try folder.write("c.json", configuration.json)
      #expect(try TrainingConfiguration(contentsOf: path) == configuration)
    }
  }

  @Test func everyFieldSurvivesTheFile() throws {
    var configuration = TrainingConfiguration()
    configuration.model = "small_cnn"
    configuration.data = "mnist"
    configuration.dataFolder = "a/b \"c\""
    var reading = ReadingOptions()
    (reading.imageSize, reading.channels, reading.label) = (96, 1, "kind")
    (reading.testShare, reading.splitSeed, reading.cacheBytes) = (0.3, .max, 0)
    reading.badPictures = .skip
    reading.content = .signs
    configuration.reading = reading
    configuration.initializer = "orthogonal:1.5"
    configuration.weights = "runs/a b"
    configuration.freezeBody = true
    configuration.loss = .multiLabel
    configuration.epochs = 7
    configuration.batchSize = 33
    configuration.optimizer = .adam
    configuration.learningRate = 0.1 + 0.2
    configuration.momentum = 0.5
    configuration.nesterov = false
    configuration.weightDecay = 0.25
    configuration.l1 = 1e-9
    configuration.smoothing = 0.125
    configuration.schedule = .constant
    configuration.warmUpEpochs = 0.5
    configuration.beta1 = 0.8
    configuration.beta2 = 0.98
    configuration.epsilon = 1e-6
    configuration.amsgrad = true
    configuration.centered = true
    configuration.decoupledDecay = true
    configuration.proximalL1 = true
    configuration.clipGradient = 2.5
    configuration.clipMode = .value
    configuration.accumulation = 4
    configuration.emaDecay = 0.999
    configuration.freeze = ["features*", "*.bias"]
    configuration.groups = [
      ParameterRule(match: "a*", rateFactor: 0.5, weightDecay: 0), ParameterRule(match: "b", l1: 2),
    ]
    configuration.decayEpochs = 2.5
    configuration.decayMilestones = [3, 5.5]
    configuration.decayRate = 0.3
    configuration.minimumRate = 1e-6
    configuration.power = 2
    configuration.cycleEpochs = 4
    configuration.cycleGrowth = 3
    configuration.cycleMomentum = false
    configuration.plateauPatience = 7
    configuration.patience = 5
    configuration.minDelta = 0.01
    configuration.restoreBest = false
    configuration.monitor = .loss
    configuration.seed = .max
    configuration.preprocessing = .minmax
    configuration.validationShare = 0.3
    configuration.dropLast = true
    configuration.checkpointSeconds = 60
    configuration.augmentation = try AugmentationRecipe("shift:2,cutmix")
    configuration.unsafeAugmentation = true
    configuration.initializationSeed = 1
    configuration.orderSeed = .max - 1
    configuration.bootstrapSeed = 0
    let usual = TrainingConfiguration()
    let names = TrainingConfiguration.CodingKeys.allCases.count
    let changed = zip(
      Mirror(reflecting: configuration).children, Mirror(reflecting: usual).children
    )
    .filter { "\($0.value)" != "\($1.value)" }
    #expect(changed.count == names, "a field was not changed by this test")
    try withFolder { folder in
      let path = try folder.write("c.json", configuration.json)
      #expect(try TrainingConfiguration(contentsOf: path) == configuration)
    }
  }

  @Test func whatIsLeftOutKeepsItsDefault() throws {
    try withFolder { folder in
      let path = try folder.write("c.json", #"{"epochs": 3, "dataFolder": null}"#)
      var expected = TrainingConfiguration()
      expected.epochs = 3
      #expect(try TrainingConfiguration(contentsOf: path) == expected)
    }
  }

  @Test func theRateSuitsTheOptimizer() {
    var configuration = TrainingConfiguration()
    let usual = configuration.resolved.learningRate
    configuration.optimizer = .adam
    #expect(configuration.resolved.learningRate != usual)
    configuration.learningRate = 0.5
    #expect(configuration.resolved.learningRate == 0.5)
  }

  @Test(arguments: [
    (#"{"epoch": 3}"#, #"c: expected known fields, found "epoch"; did you mean epochs?"#),
    (#"{"epochs": "3"}"#, #"c: epochs: expected a whole number, found "3""#),
    (#"{"epochs": 2.5}"#, "c: epochs: expected a whole number, found 2.5"),
    (#"{"epochs": true}"#, "c: epochs: expected a whole number, found true"),
    (#"{"seed": -1}"#, "c: seed: expected a whole number of 0 or more, found -1"),
    (#"{"nesterov": 1}"#, "c: nesterov: expected true or false, found 1"),
    (#"{"freeze": "a*"}"#, #"c: freeze: expected a list of patterns of names, found "a*""#),
    (
      #"{"groups": [{"match": "a", "rateFactr": 1}]}"#,
      #"c: groups: expected known fields, found "rateFactr"; did you mean rateFactor?"#
    ),
    (
      #"{"groups": [{"match": "a", "l1": "x"}]}"#,
      #"c: groups.l1: expected a number, found "x""#
    ),
    (
      #"{"reading": {"content": "sings"}}"#,
      #"c: reading.content: expected one of things, signs, writing, found "sings"; did you mean signs?"#
    ),
    (#"{"model": ["lenet5"]}"#, "c: model: expected a name, found something else"),
    (
      #"{"optimizer": "sg"}"#,
      #"c: optimizer: expected one of sgd, adam, adamw, rmsprop, adagrad, found "sg"; "#
        + "did you mean sgd?"
    ),
    (
      #"{"preprocessing": "pca"}"#,
      "c: preprocessing: expected one of none, mean, mean-channel, standardize, standardize-pixel, minmax, "
        + #"minmax-pixel, zca, found "pca"; pca makes rows of coordinates, and every model that has a name "#
        + "takes pictures: zca whitens them and leaves them pictures"
    ),
    (
      #"{"schedule": "linear"}"#,
      "c: schedule: expected one of constant, step, multistep, exponential, polynomial, cosine, "
        + #"restarts, onecycle, plateau, found "linear""#
    ),
  ])
  func wrongFieldsAreNamed(_ text: String, _ line: String) throws {
    try withFolder { folder in
      let path = try folder.write("c", text)
      #expect(folder.error { _ = try TrainingConfiguration(contentsOf: path) } == line)
    }
  }

  @Test(arguments: [
    ("", "line 1, column 1: expected a value, found its end"),
    ("{", "line 1, column 2: expected '\"', found its end"),
    ("{\n  \"epochs\" 3\n}", "line 2, column 12: expected ':', found '3'"),
    ("{\n  \"epochs\": 3,\n}", "line 3, column 1: expected '\"', found '}'"),
    ("{\"epochs\": }", "line 1, column 12: expected a value, found '}'"),
    ("{\"epochs\": three}", "line 1, column 12: expected a value, found \"three\""),
    ("{\"epochs\": 3.4.5}", "line 1, column 12: expected a value, found \"3.4.5\""),
    (
      "{\"epochs\": 3, \"epochs\": 4}",
      "line 1, column 15: expected names that differ, found \"epochs\" twice"
    ),
    ("{} x", "line 1, column 4: expected the end, found 'x'"),
    (
      String(repeating: "[", count: 100_000),
      "line 1, column 65: expected values nested at most 64 deep, found more"
    ),
    (
      "[3, [true, null], -1e3]",
      "expected a configuration in JSON, found something else at the top; "
        + "see `fovea train --print-config` for one"
    ),
    ("{\"epochs\": 1e999}", "epochs: expected a whole number, found something else"),
  ])
  func whatIsNoConfigurationIsRefusedInOneLine(_ text: String, _ line: String) throws {
    try withFolder { folder in
      let path = try folder.write("c", text)
      #expect(folder.error { _ = try TrainingConfiguration(contentsOf: path) } == "c: " + line)
    }
  }

  @Test(arguments: wrongValues) func wrongValuesAreNamed(_ wrong: WrongValue) {
    var configuration = TrainingConfiguration()
    wrong.change(&configuration)
    #expect(errorLine { try configuration.validate() } == "configuration: " + wrong.line)
  }

  /// A value that is out of range, and its line.
  struct WrongValue: Sendable {
    let line: String
    let change: @Sendable (inout TrainingConfiguration) -> Void
  }

  static let wrongValues: [WrongValue] = [
    .init(
      line: #"model: expected one of \#(modelNames), found "lenet"; did you mean lenet5?"#
    ) { $0.model = "lenet" },
    .init(
      line: "data: expected one of \(DataSets.names.joined(separator: ", ")), found \"mnis\"; "
        + "did you mean mnist?"
    ) { $0.data = "mnis" },
    .init(line: "epochs: expected 1 to 1000000, found 0") { $0.epochs = 0 },
    .init(line: "batchSize: expected 1 to 65536 pictures, found -4") { $0.batchSize = -4 },
    .init(line: "learningRate: expected a number above 0 and at most 1000, found 0.0") {
      $0.learningRate = 0
    },
    .init(line: "learningRate: expected a number above 0 and at most 1000, found nan") {
      $0.learningRate = .nan
    },
    .init(line: "momentum: expected 0 or more and below 1, found 1.0") { $0.momentum = 1 },
    .init(line: "nesterov: expected false, as there is no momentum, found true") {
      $0.momentum = 0
      $0.nesterov = true
    },
    .init(line: "weightDecay: expected 0 to 1000, found -1.0") { $0.weightDecay = -1 },
    .init(line: "l1: expected 0 to 1000, found inf") { $0.l1 = .infinity },
    .init(line: "smoothing: expected 0 or more and below 1, found 1.0") { $0.smoothing = 1 },
    .init(
      line: "warmUpEpochs: expected 0 or more and at most 1 or half of the 4 epochs, found 4.0"
    ) {
      $0.epochs = 4
      $0.warmUpEpochs = 4
    },
    .init(
      line: "warmUpEpochs: expected 0 or more and at most 1 or half of the 1 epochs, found 1.5"
    ) {
      $0.epochs = 1
      $0.warmUpEpochs = 1.5
    },
    .init(line: "validationShare: expected 0 or more and below 1, found 1.0") {
      $0.validationShare = 1
    },
    .init(line: "beta2: expected 0 or more and below 1, found 1.0") { $0.beta2 = 1 },
    .init(line: "epsilon: expected 0 to 1, found -1.0") { $0.epsilon = -1 },
    .init(line: "clipGradient: expected 0, or a number from 1e-30 to 1e9, found nan") {
      $0.clipGradient = .nan
    },
    // Above 0 in double precision alone.
    .init(line: "clipGradient: expected 0, or a number from 1e-30 to 1e9, found 1e-60") {
      $0.clipGradient = 1e-60
    },
    .init(line: "accumulation: expected 1 to 65536 batches, found 0") { $0.accumulation = 0 },
    .init(line: "emaDecay: expected 0 or more and below 1, found 1.0") { $0.emaDecay = 1 },
    .init(line: "freeze: expected patterns that are not empty, found [\"\"]") { $0.freeze = [""] },
    .init(line: "groups.match: expected a pattern of names, found ") {
      $0.groups = [ParameterRule(match: "")]
    },
    .init(line: "groups.rateFactor: expected 0 to 1000, found -1.0") {
      $0.groups = [ParameterRule(match: "a", rateFactor: -1)]
    },
    .init(line: "decayEpochs: expected a number above 0 and at most 1000000, found 0.0") {
      $0.decayEpochs = 0
    },
    .init(
      line: "decayMilestones: expected an epoch or more, as the schedule is multistep, found []"
    ) { $0.schedule = .multistep },
    .init(line: "decayRate: expected a number above 0 and at most 1, found 2.0") {
      $0.decayRate = 2
    },
    .init(line: "decayRate: expected a number below 1, as the schedule is plateau, found 1.0") {
      $0.schedule = .plateau
      $0.decayRate = 1
    },
    .init(line: "minimumRate: expected 0 or more and at most the learning rate, 0.05, found 0.1") {
      $0.minimumRate = 0.1
    },
    .init(line: "power: expected a number above 0 and at most 100, found 0.0") { $0.power = 0 },
    .init(line: "cycleGrowth: expected 1 to 100, found 0") { $0.cycleGrowth = 0 },
    .init(line: "plateauPatience: expected 0 to 1000000, found -1") { $0.plateauPatience = -1 },
    .init(line: "patience: expected 0 or more, found -1") { $0.patience = -1 },
    .init(line: "patience: expected 0, as no pictures are held back to stop by, found 3") {
      $0.patience = 3
      $0.validationShare = 0
    },
    .init(line: "minDelta: expected 0 or more, and finite, found inf") { $0.minDelta = .infinity },
    .init(line: "checkpointSeconds: expected 0 or more, and finite, found -1.0") {
      $0.checkpointSeconds = -1
    },
  ]
}
