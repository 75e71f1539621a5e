import TestSupport
import Testing

@testable import FoveaTraining

/// What a run tells of its weights, its mistakes and its time.
@Suite struct RunInsightTests {
  @Test func normsAreThoseOfTheWeightsAndOfTheLastStepsGradients() throws {
    let trainer = try smallTrainer(smallConfiguration { $0.epochs = 1 })
    let report = try #require(try trainer.run().epochs.last)
    #expect(report.norms.map(\.path) == ["0.weight", "5.weight", "8.weight"])
    for (norm, (_, parameter)) in zip(report.norms, trainer.normedWeights) {
      let squares = parameter.value.elements.reduce(0) { $0 + Double($1) * Double($1) }
      expectClose(norm.weight, squares.squareRoot(), reduction: parameter.shape.count)
      #expect((norm.gradient ?? 0) > 0)
    }
  }

  @Test func frozenWeightsHaveNoGradient() throws {
    let trainer = try smallTrainer(
      smallConfiguration {
        $0.epochs = 1
        $0.freeze = ["0.*"]
      })
    let norms = try #require(try trainer.run().epochs.last).norms
    #expect(norms.map { $0.gradient == nil } == [true, false, false])
  }

  /// A run that was stopped and gone on with tells the same of its epochs.
  @Test func aResumedRunTellsTheSame() throws {
    let whole = try smallTrainer().run().epochs
    let trainer = try smallTrainer()
    var steps = 0
    trainer.shouldStop = { steps >= 7 }
    _ = try trainer.run { if case .step = $0 { steps += 1 } }
    let rest = try trainer.checkpoint.resumed().run().epochs
    #expect(rest.map(\.norms) == whole.suffix(2).map(\.norms))
    #expect(rest.map(\.mistakes) == whole.suffix(2).map(\.mistakes))
  }

  @Test func mistakesAreTheSurestOfThoseThatAreCounted() throws {
    let result = try smallTrainer(smallConfiguration { $0.epochs = 1 }).run()
    let trained = try result.model
    let (model, test) = (try #require(trained), try smallData().test)
    let probabilities = try model.predict(test.images(at: 0..<test.count))
    let expected = probabilities.enumerated().compactMap { index, prediction -> Mistake? in
      let (label, best) = (test.labels[index], prediction.best)
      return label == best.index
        ? nil
        : Mistake(index: index, label: label, taken: best.index, probability: best.probability)
    }.sorted { ($0.probability, $1.index) > ($1.probability, $0.index) }
    #expect(!expected.isEmpty)
    #expect(result.mistakes == Array(expected.prefix(Trainer.reportedMistakes)))
    #expect(try model.evaluate(on: test, mistakes: 3).mistakes == Array(expected.prefix(3)))
    #expect(try model.evaluate(on: test, mistakes: 0).mistakes.isEmpty)
  }

  /// The maps of the last layer of each size: after the ReLU, after the pooling.
  @Test func featureMapsAreThoseOfEachSize() throws {
    let trainer = try smallTrainer(smallConfiguration { $0.epochs = 1 })
    _ = try trainer.run()
    let maps = trainer.featureMaps(ofPicture: 2, in: trainer.test)
    #expect(maps.map(\.path) == ["2", "3"])
    #expect(maps.map(\.maps.shape) == [[12, 12, 4], [6, 6, 4]])
    #expect(maps[0].maps.elements.allSatisfy { $0 >= 0 })
    #expect(maps[1].maps.elements.max() == maps[0].maps.elements.max())
  }

  @Test func aProfileHasEveryLayerBothWays() throws {
    let trainer = try smallTrainer(smallConfiguration { $0.epochs = 1 })
    let profile = trainer.profiled()
    let plain = try smallTrainer(smallConfiguration { $0.epochs = 1 }).run()
    #expect(try trainer.run().epochs.map(\.loss) == plain.epochs.map(\.loss))
    func row(
      _ layer: String, _ operation: String, _ pass: OperationProfile.Pass
    ) -> OperationProfile.Row? {
      profile.rows.first { ($0.layer, $0.operation, $0.pass) == (layer, operation, pass) }
    }
    // 135 pictures of 12 x 12, four kernels of 9 taps; and 144 x 16 weights.
    #expect(row("0", "convolution", .forward)?.multiplyAdds == 135 * 144 * 9 * 4)
    // The pictures need no gradient.
    #expect(row("0", "convolution", .backward)?.multiplyAdds == 135 * 144 * 9 * 4)
    #expect(row("5", "affine", .forward)?.multiplyAdds == 135 * 144 * 16)
    #expect(row("5", "affine", .backward)?.multiplyAdds == 2 * 135 * 144 * 16)
    for (layer, operation) in [("0", "convolution"), ("5", "affine"), ("8", "affine")] {
      for pass in [OperationProfile.Pass.forward, .backward] {
        #expect(row(layer, operation, pass)?.runs == 5)
        #expect((row(layer, operation, pass)?.seconds ?? 0) > 0)
      }
    }
    #expect(row("", "optimizer", .other)?.runs == 5)
    // Layers without parameters have their own names.
    for pass in [OperationProfile.Pass.forward, .backward] {
      #expect(
        profile.rows.first { $0.operation.hasPrefix("maxPool") && $0.pass == pass }?.layer == "3")
    }
    // One after the other, without gaps.
    let events = profile.events
    for (event, next) in zip(events, events.dropFirst()) {
      #expect(abs(event.start + event.seconds - next.start) < 1e-9)
    }
  }
}
