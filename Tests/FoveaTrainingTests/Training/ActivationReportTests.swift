import TestSupport
import Testing

@testable import FoveaTraining

/// The activations' state in a run's reports and metrics, and what is chosen for its loss and start.
@Suite struct ActivationReportTests {
  @Test func everyEpochSaysHowItsActivationsDo() throws {
    let result = try smallTrainer().run()
    for report in result.epochs {
      #expect(report.activations.map(\.path) == ["2", "6"])
      let shares = [report.activations[0].dead, report.activations[1].saturated]
      #expect(shares.allSatisfy { $0.map { (0...1).contains($0) } ?? false })
    }
  }

  /// Far below 0 from the start, the units never come back: no gradient reaches them.
  @Test func unitsPushedBelowZeroAreDead() throws {
    let trainer = try Trainer(
      smallConfiguration { $0.epochs = 1 },
      model: { picture, classes, random in
        let hidden = Dense(
          weight: .init(uniform: -0.1..<0.1, [picture.count, 6], using: &random),
          bias: Tensor([6], [0, 0, 0, 0, -1e4, -1e4]))
        return Sequential(Flatten(), hidden, ReLU(), Dense(6, classes, random: &random))
      }, data: smallData())
    let dead = try #require(try trainer.run().epochs.last?.activations.first?.dead)
    #expect(dead >= 2.0 / 6)
  }

  /// With a moving average of the weights, it is what is evaluated and kept, and so what is looked at.
  @Test func theAveragesActivationsAreMeasured() throws {
    let trainer = try Trainer(
      smallConfiguration {
        $0.epochs = 1
        $0.emaDecay = 0.9
        $0.learningRate = 0.5
      },
      model: { picture, classes, random in
        // Weights so large that many outputs are saturated.
        let hidden = Dense(
          picture.count, 16, initializer: .normal(standardDeviation: 1), random: &random)
        return Sequential(Flatten(), hidden, Tanh(), Dense(16, classes, random: &random))
      }, data: smallData())
    let report = try #require(try trainer.run().epochs.last)
    let average = try #require(trainer.average)
    #expect(report.activations == average.applied { trainer.measuredActivations() })
    #expect(report.activations != trainer.measuredActivations())
  }

  @Test func metricsHaveAColumnForEachActivation() throws {
    try withFolder { folder in
      let run = RunFolder(folder.url.path)
      let result = try smallTrainer(folder: run).run()
      let lines = try readText(run.metricsPath, limit: 10_000).split(separator: "\n")
        .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      let common = MetricsFile.commonColumns.count
      #expect(
        lines[0].dropFirst(common) == [
          "dead:2", "saturated:6", "weight_norm:0.weight", "weight_norm:5.weight",
          "weight_norm:8.weight", "gradient_norm:0.weight", "gradient_norm:5.weight",
          "gradient_norm:8.weight",
        ])
      for (line, report) in zip(lines.dropFirst(), result.epochs) {
        #expect(line.count == common + 2 + 6)
        #expect(
          line.suffix(6).map { Double($0) } == report.norms.map(\.weight)
            + report.norms.map(\.gradient))
        #expect(Double(line[common]) == report.activations[0].dead)
        #expect(Double(line[common + 1]) == report.activations[1].saturated)
      }
    }
  }

  /// A run that an earlier version began: its lines stay, the new columns are empty there.
  @Test func metricsOfAnEarlierVersionAreGoneOnWith() throws {
    try withFolder { folder in
      let path = try folder.write(
        "metrics.csv", "epoch,train_loss,extra\n1,0.5,x\n2,0.25,y\n3,1,z\n")
      let health = ActivationHealth(path: "a,b", activation: "tanh", dead: nil, saturated: 0.5)
      let metrics = MetricsFile(path: path, activations: [health])
      try metrics.rewind(toEpoch: 2)
      let empty = String(repeating: ",", count: MetricsFile.commonColumns.count - 1)
      #expect(
        try readText(path, limit: 10_000)
          == (MetricsFile.commonColumns + ["saturated:a_b"]).joined(separator: ",") + "\n"
          + "1,0.5\(empty)\n2,0.25\(empty)\n")
    }
  }

  @Test func multiLabelTrainsBySigmoids() throws {
    let trainer = try smallTrainer(smallConfiguration { $0.loss = .multiLabel })
    let result = try trainer.run()
    let first = try #require(result.epochs.first)
    // Near that of guessing, not near log 10.
    #expect(first.loss < 1.2 && first.loss > 0.2)
    let trained = try result.model
    let model = try #require(trained)
    #expect(model.description.loss == .multiLabel)
    let pictures = try smallData().test.images(at: [0, 1, 2])
    let logits = FrozenModel(model.model)(model.preprocessor.transform(pictures))
    let sums = try model.predict(pictures).map { $0.top(10).reduce(0) { $0 + $1.probability } }
    let expected = logits.sigmoid().sum(axes: [1]).elements
    for (sum, expected) in zip(sums, expected) { expectClose(sum, Double(expected), reduction: 20) }
    #expect(try model.evaluate(on: smallData().test) == result.test)
  }

  @Test func theLossOfGuessing() {
    expectClose(ClassificationLoss.multiClass.ofGuessing(classes: 10), 2.302_585_092_994_046)
    // -0.1 log 0.1 - 0.9 log 0.9
    expectClose(ClassificationLoss.multiLabel.ofGuessing(classes: 10), 0.325_082_973_391_448_2)
    #expect(ClassificationLoss.multiLabel.ofGuessing(classes: 1) == 0)
  }

  @Test func theInitializerIsTheConfigurations() throws {
    var seen: [String] = []
    let trainer = try smallTrainer(
      smallConfiguration {
        $0.epochs = 1
        $0.initializer = "zeros"
      })
    _ = try trainer.run { if case .started(let info) = $0 { seen = info.warnings } }
    #expect(seen.count == 1 && seen[0].hasPrefix("all weights of 0.weight (and 2 more)"))
    #expect(
      errorLine { _ = try smallTrainer(smallConfiguration { $0.initializer = "hee-normal" }) }
        .contains("did you mean he-normal?"))
    // Another start is another run, the same start the same.
    func loss(_ name: String?) throws -> Double? {
      let configuration = smallConfiguration {
        $0.epochs = 1
        $0.initializer = name
      }
      return try smallTrainer(configuration).run().epochs.first?.loss
    }
    let losses = try ["he-normal", "he-normal", "xavier-normal"].map { try loss($0) }
    #expect(losses[0] == losses[1] && losses[0] != losses[2])
  }
}
