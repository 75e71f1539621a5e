import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FoveaTraining

private func training(
  _ plan: EnsemblePlan, _ folder: String, jobs: Int? = nil,
  shouldStop: @escaping @Sendable () -> Bool = { false }
) throws -> EnsembleTraining {
  try EnsembleTraining(
    plan, folder: EnsembleFolder(folder), model: testNetwork, data: smallData(), jobs: jobs,
    shouldStop: shouldStop)
}

private func plan(_ kind: EnsemblePlan.Kind, _ members: Int = 3) -> EnsemblePlan {
  var plan = EnsemblePlan(smallConfiguration { $0.epochs = 2 }, kind)
  plan.members = members
  return plan
}

private func weights(_ path: String) throws -> [String] {
  try TrainedModel.load(path, model: testNetwork).model.state.map {
    "\($0.name) \($0.value.elements)"
  }
}

@Suite(.serialized) struct EnsembleTrainingTests {
  @Test func eachSourceOfDifferenceHasASeedOfItsOwn() throws {
    func seeds(_ sources: [EnsembleSource]) throws -> [[UInt64?]] {
      var plan = plan(.runs)
      plan.sources = sources
      plan.configuration.orderSeed = 7
      return try plan.configurations().map {
        [$0.initializationSeed, $0.orderSeed, $0.bootstrapSeed]
      }
    }
    #expect(try seeds([.initialization]) == [[42, 7, nil], [43, 7, nil], [44, 7, nil]])
    #expect(try seeds([.order]) == [[nil, 7, nil], [nil, 8, nil], [nil, 9, nil]])
    #expect(try seeds([.bootstrap]) == [[nil, 7, 42], [nil, 7, 43], [nil, 7, 44]])
    var varied = plan(.runs)
    varied.sources = [.hyperparameters]
    varied.varied = [try SearchParameter("lr=log:0.01..0.1")]
    let rates = try varied.configurations().map(\.learningRate)
    #expect(Set(rates).count == 3)
    #expect(try varied.configurations().allSatisfy { $0.initializationSeed == nil })
    varied.variedSeed = 2
    #expect(try varied.configurations().map(\.learningRate) != rates)
  }

  /// Members that differ in one source share the others, bit for bit.
  @Test func seedsDecideWhatTheySayAndNothingElse() throws {
    func first(_ change: (inout TrainingConfiguration) -> Void) throws -> Trainer {
      try smallTrainer(smallConfiguration(change))
    }
    func start(_ trainer: Trainer) -> [Tensor] { trainer.model.state.map(\.value) }
    func order(_ trainer: Trainer) -> [Int] { trainer.epochBatches().order }
    let plain = try first { _ in }
    let initial = try first { $0.initializationSeed = 7 }
    #expect(start(initial) != start(plain) && order(initial) == order(plain))
    #expect(start(initial) == start(try first { $0.seed = 7 }))
    let ordered = try first { $0.orderSeed = 7 }
    #expect(start(ordered) == start(plain) && order(ordered) != order(plain))
    #expect(order(ordered) == order(try first { $0.seed = 7 }))
    let bagged = try first { $0.bootstrapSeed = 7 }
    #expect(start(bagged) == start(plain) && order(bagged) == order(plain))
    #expect(bagged.training.count == plain.training.count)
    #expect(bagged.training.labels != plain.training.labels)
    // Validated by the same pictures, none of which is trained with.
    #expect(bagged.validation.images == plain.validation.images)
    func pictures(_ data: DataSet) -> Set<[Scalar]> {
      Set((0..<data.count).map { data.images(at: [$0]).elements })
    }
    #expect(pictures(bagged.training).isDisjoint(with: pictures(bagged.validation)))
    #expect(pictures(bagged.training).isSubset(of: pictures(plain.training)))
  }

  @Test func baggedMembersAreTheSameHoweverManyAreTrainedAtOnceAndAreNotTrainedAgain() throws {
    try withFolder { folder in
      var bag = EnsemblePlan.bag(smallConfiguration { $0.epochs = 2 }, members: 3)
      bag.configuration.checkpointSeconds = 0
      #expect(try training(bag, folder.path("1"), jobs: 1).run())
      // Stopped after some steps, then gone on with.
      let steps = Atomic(0)
      let isDone = try training(
        bag, folder.path("2"), jobs: 2,
        shouldStop: { steps.wrappingAdd(1, ordering: .relaxed).newValue > 24 }
      ).run()
      #expect(!isDone)
      #expect(try training(bag, folder.path("2"), jobs: 2).run())
      let (one, two) = (EnsembleFolder(folder.path("1")), EnsembleFolder(folder.path("2")))
      for (a, b) in zip(try one.memberPaths, try two.memberPaths) {
        #expect(try weights(a) == weights(b))
      }
      let taken = Atomic(0)
      let found = Atomic(0)
      #expect(
        try training(bag, folder.path("2")).run { event in
          if case .step = event { taken.add(1, ordering: .relaxed) }
          if case .found = event { found.add(1, ordering: .relaxed) }
        })
      #expect(taken.load(ordering: .relaxed) == 0 && found.load(ordering: .relaxed) == 3)
      let ensemble = try training(bag, folder.path("2")).ensemble()
      let evaluation = try ensemble.evaluate(on: smallData().test)
      #expect(evaluation.members.count == 3)
      for (member, path) in zip(evaluation.members, try two.memberPaths) {
        let alone = try TrainedModel.load(path, model: testNetwork)
        #expect(member.top1 == alone.description.testAccuracy)
        #expect(abs(member.loss - (try alone.evaluate(on: smallData().test).loss)) < 1e-5)
      }
      #expect(ensemble.cost == Ensemble.Cost(time: 3, memory: 3))
    }
  }

  /// Each snapshot begins with the weights that the one before it ended with.
  @Test func snapshotsAreOneRun() throws {
    try withFolder { folder in
      var plan = plan(.snapshots)
      // So that the weights which are kept as the best are others than the last ones.
      plan.configuration.emaDecay = 0.9
      #expect(try training(plan, folder.path("s")).run())
      let snapshots = EnsembleFolder(folder.path("s"))
      let configurations = try plan.configurations()
      #expect(configurations.dropFirst().allSatisfy { $0.warmUpEpochs == 0 })
      let first = try Checkpoint(contentsOf: snapshots.run(of: 1).checkpointPath)
      let again = try Trainer(
        configurations[1],
        model: { picture, classes, random in
          let model = try testNetwork(picture, classes, &random)
          try model.restore(first.weights.byName)
          return model
        }, data: smallData())
      _ = try again.run()
      let second = try Checkpoint(contentsOf: snapshots.run(of: 2).checkpointPath)
      #expect(again.checkpoint.bits == second.bits)
    }
  }

  /// A trained model's weights, or an initialiser's, are where the first part of a run begins, and each of
  /// several runs: a part that goes on must not begin anew.
  @Test(arguments: [EnsemblePlan.Kind.runs, .snapshots, .swa])
  func givenWeightsAreWhereItBegins(_ kind: EnsemblePlan.Kind) throws {
    var plan = plan(kind)
    plan.configuration.weights = "m"
    plan.configuration.initializer = "he-normal"
    let parts = try plan.configurations()
    #expect(parts.map(\.weights) == (kind == .runs ? ["m", "m", "m"] : ["m", nil, nil]))
    let he = "he-normal"
    #expect(parts.map(\.initializer) == (kind == .runs ? [he, he, he] : [he, nil, nil]))
  }

  /// The layers below the last stay as the file has them, and pictures are prepared as it says, through all parts of
  /// the one run.
  @Test(arguments: [EnsemblePlan.Kind.snapshots, .swa])
  func aFrozenBodyStaysThroughAllParts(_ kind: EnsemblePlan.Kind) throws {
    try withFolder { folder in
      // Another seed holds back other pictures, so that the means are others too.
      let first = try smallTrainer(
        smallConfiguration {
          $0.epochs = 1
          $0.seed = 7
        }
      ).run().model
      let trained = try #require(first)
      try trained.save(to: folder.path("m"))
      var plan = plan(kind, 2)
      plan.configuration.weights = folder.path("m")
      plan.configuration.freezeBody = true
      #expect(try training(plan, folder.path("e")).run())
      let parts = try (1...2).map {
        try Checkpoint(contentsOf: EnsembleFolder(folder.path("e")).run(of: $0).checkpointPath)
      }
      for part in parts {
        let weights = part.weights.byName
        for (name, value) in trained.model.state {
          let found = try #require(weights[name])
          if name == "8.weight" {
            #expect(found != value)
          } else if name != "8.bias" {
            expectSameBits(found, value, name)
          }
        }
        let mean = try #require(trained.preprocessor?.tensors.first { $0.name == "mean" }?.tensor)
        expectSameBits(try #require(part.preprocessorTensors.byName["mean"]), mean)
      }
      #expect(parts[0].weights.byName["8.weight"] != parts[1].weights.byName["8.weight"])
    }
  }

  @Test func averagedWeightsAreTheMeanAndTheStatisticsAreRecomputed() throws {
    try withFolder { folder in
      var plan = plan(.swa)
      plan.averagedRate = 0.01
      // Where the first run's schedule ends is above the constant rate.
      plan.configuration.minimumRate = 0.02
      plan.configuration.loss = .multiLabel
      #expect(try plan.configurations().map(\.epochs) == [2, 1, 1])
      #expect(
        try plan.configurations().dropFirst().allSatisfy {
          $0.learningRate == 0.01 && $0.schedule == .constant
        })
      #expect(try training(plan, folder.path("s")).run())
      let swa = EnsembleFolder(folder.path("s"))
      let averaged = try TrainedModel.load(swa.averagePath, model: testNetwork)
      // The averaged model's logits mean what those of its parts do.
      #expect(averaged.description.criterion == .multiLabel)
      let parts = try (1...3).map {
        try Checkpoint(contentsOf: swa.run(of: $0).checkpointPath).weights.byName
      }
      for (name, parameter) in averaged.model.namedParameters {
        let mean =
          try parts.map { try #require($0[name]) }.reduce(.zeros(parameter.shape), +) * (1 / 3)
        for (a, b) in zip(parameter.value.elements, mean.elements) { #expect(abs(a - b) < 1e-6) }
      }
      // The running mean of the first normalisation is that of its input under the averaged weights.
      let sequential = try #require(averaged.model as? Sequential)
      let norm = try #require(sequential.layers[1] as? BatchNorm)
      let setup = try Setup(plan.configuration, testNetwork, smallData(), nil)
      let images = averaged.preprocessor.transform(setup.training.images)
      let outputs = withoutGradients { sequential.layers[0](Variable(images), .inference).value }
      let channels = outputs.shape[3]
      var sums = [Double](repeating: 0, count: channels)
      for (place, value) in outputs.elements.enumerated() {
        sums[place % channels] += Double(value)
      }
      let count = Double(outputs.count / channels)
      for (channel, mean) in norm.mean.value.elements.enumerated() {
        // Batches of 32 and one of 7 have the same weight: a few hundredths of the deviation at most.
        #expect(abs(Double(mean) - sums[channel] / count) < 0.05)
      }
    }
  }

  @Test func wrongPlansAreRefused() throws {
    try withFolder { folder in
      func line(_ change: (inout EnsemblePlan) -> Void) -> String {
        var plan = plan(.runs)
        change(&plan)
        return errorLine { _ = try training(plan, folder.path("e")) }
      }
      #expect(line { $0.members = 1 }.contains("members: expected 2 to 1000, found 1"))
      #expect(line { $0.sources = [] }.contains("sources: expected one at least"))
      #expect(line { $0.sources = [.hyperparameters] }.contains("varied: expected hyperparameters"))
      #expect(
        line {
          $0.kind = .snapshots
          $0.configuration.schedule = .constant
        }.contains("schedule: expected cosine"))
      #expect(
        line { $0.configuration.freezeBody = true }
          .contains("freezeBody: expected false, as there are no weights to keep"))
      #expect(line { $0.averagedRate = -1 }.contains("averagedRate: expected a number above 0"))
      let names = try folder.names
      #expect(names.isEmpty)
    }
  }

  @Test func modelsThatKnowOtherClassesAreNoEnsemble() throws {
    var random = RandomSource(seed: 1)
    func model(_ names: [String]) throws -> TrainedModel {
      TrainedModel(
        try testNetwork([12, 12, 1], names.count, &random), nil,
        ModelDescription(
          model: "test", imageShape: [12, 12, 1], classNames: names, preprocessing: nil, data: "d"))
    }
    let line = errorLine {
      _ = try Ensemble([model(["a", "b"]), model(["a", "c"])], names: ["one", "two"])
    }
    #expect(line.hasPrefix("two: expected pictures [12, 12, 1] of 2 classes (d), as one knows"))
    #expect(errorLine { _ = try Ensemble([]) }.contains("expected a model at least"))
  }
}

@Suite struct RunningStatisticsTests {
  /// The mean over batches of each batch's own mean and unbiased variance.
  @Test func theyAreThoseOfTheBatches() throws {
    let norm = BatchNorm(1)
    let network = Sequential(norm, Flatten())
    let data = try DataSet(
      name: "d", split: .train, images: Tensor([4, 1, 1, 1], [1, 3, 10, 14]), labels: [0, 0, 0, 0],
      classNames: ["a"])
    network.recomputeRunningStatistics(over: data.batches(of: 2), random: RandomSource(seed: 1))
    // Means 2 and 12, variances 2 and 8; a momentum of 0.1 taken back costs a few units of rounding.
    #expect(abs(norm.mean.value.item - 7) < 1e-5 && abs(norm.variance.value.item - 5) < 1e-5)
  }
}
