import FoveaData
import FoveaTraining
import TestSupport
import Testing

@testable import FoveaExplain

/// Rows J4, J9, K1, L1 and L2: what happens in training.
@Suite struct TrainingTopicsTests {
  @Test("2^n thinned networks, drawn as often as expected, whose geometric mean is the inference")
  func dropout() {
    let figure = ThinnedNetworks()
    #expect(figure.networks.count == 16)
    #expect(figure.networks.map(\.drawn).reduce(0, +) == 4096)
    // 4096 / 16 +- 15.5: five deviations.
    #expect(figure.networks.allSatisfy { abs(Double($0.drawn) - 256) < 78 })
    for (mean, inference) in zip(figure.mean, figure.inference) {
      expectClose(mean, inference, reduction: 64)
    }
    // The networks themselves differ.
    #expect(figure.networks.contains { abs($0.output[0] - figure.inference[0]) > 0.1 })
    let rare = ThinnedNetworks(units: 3, probability: 0.2, draws: 0)
    #expect(abs(rare.networks.map(\.probability).reduce(0, +) - 1) < 1e-12)
    #expect(abs((rare.networks.last?.probability ?? 0) - 0.512) < 1e-12)
    for (mean, inference) in zip(rare.mean, rare.inference) {
      expectClose(mean, inference, reduction: 64)
    }
  }

  @Test("units that are hardly ever kept are scaled a hundredfold, and the mean still holds")
  func rareUnits() {
    let figure = ThinnedNetworks(probability: 0.99, draws: 0)
    // What single precision would call 0.
    #expect(figure.networks.contains { $0.output.contains { $0 < 1e-50 } })
    #expect(figure.networks.allSatisfy { $0.output.allSatisfy { $0 > 0 } })
    for (mean, inference) in zip(figure.mean, figure.inference) {
      // Logits of some hundreds, each counted a hundredth: rounding of single ones, four units and a bias.
      expectClose(mean, inference, reduction: 64)
    }
  }

  @Test("a loss that does not go down, one that falls, one that explodes")
  func rates() throws {
    let runs = try LearningRateStudy(steps: 210).runs
    #expect(runs.map(\.verdict) == ["too low", "falls", "too high"])
    let right = runs[1].losses
    #expect(right.count == 210 && right.suffix(20).reduce(0, +) / 20 < 0.5 * right[0])
    #expect(abs(runs[0].losses[0] - right[0]) < 1e-12)
    #expect((runs[0].updateRatio ?? 1) < 1e-4 && (runs[1].updateRatio ?? 0) > 1e-4)
  }

  @Test("the verdict is what the losses did; few steps make no column twice")
  func verdicts() throws {
    let figure = try LearningRateStudy(rates: [1e-5, 0.05, 1e6], steps: 40)
    // Too few steps for the doctor to call a loss flat.
    #expect(figure.runs.map(\.verdict) == ["flat", "falls", "too high"])
    #expect(figure.runs.map(\.isBroken) == [false, false, true])
    let text = try LearningRateStudy(rates: [1e-5], steps: 8).answer.text()
    #expect(
      text.contains("guessing costs ln 10 = 2.30\nrate  step 1  step 2  step 4  step 8  verdict"))
  }

  @Test(
    "judged against the start: a loss that leapt and came back is too high, few batches say nothing"
  )
  func verdictsByTheStart() throws {
    let high = try LearningRateStudy(rates: [1]).runs[0]
    #expect(high.verdict == "too high" && high.leap != nil && !high.isBroken)
    // Batches cost 2.63 +- 0.19 before the first step; one of them 2.43.
    let low = try LearningRateStudy(rates: [1e-5], steps: 5).runs[0]
    #expect(low.verdict == "flat" && low.startLosses.count == 40)
    #expect(abs(low.startLosses.reduce(0, +) / 40 - low.losses[0]) < 0.5)
  }

  @Test("more members err less; their squared error is what the formula says")
  func bagging() throws {
    let figure = try BaggingStudy(members: 4)
    #expect(figure.rows.map(\.count) == [1, 2, 3, 4])
    for row in figure.rows { #expect(abs(row.squaredError - row.expected) < 1e-6 * row.expected) }
    #expect(figure.rows[3].squaredError < figure.rows[0].squaredError)
    #expect(figure.rows[3].error < figure.rows[0].error)
    // Partly independent: neither alike nor without anything in common.
    #expect(figure.correlation > 0.05 && figure.correlation < 0.95)
    // By a vote as well as by the mean, all together are right more often than one of them is on average.
    let evaluation = figure.evaluation
    #expect(min(evaluation.vote.top1, evaluation.mean.top1) > evaluation.meanTop1)
  }

  /// All start alike and differ in the order of the pictures; one ensemble's members have a bootstrap sample each, the
  /// other's share one.
  @Test("members that learned from the same pictures err together, and gain less from each other")
  func sharedSample() throws {
    let training = try SegmentDisplay.data(.digits, .train, count: 300)
    let test = try SegmentDisplay.data(.digits, .test, count: 1000)
    let preprocessor = try Preprocessing.standardize(per: .channel).fitted(on: training)
    let images = preprocessor.transform(test.images(at: Array(0..<test.count)))
    func ensemble(sample: (UInt64) -> UInt64) throws -> EnsembleEvaluation {
      let probabilities = try (1...4 as ClosedRange<UInt64>).map { member in
        let pictures = training.bootstrapSample(seed: sample(member))
        var (initial, order) = (RandomSource(seed: 1), RandomSource(seed: member))
        let network = SmallClassifier(for: pictures, hidden: 24, random: &initial)
        try network.train(on: pictures, preprocessor: preprocessor, epochs: 20, random: &order)
        return withoutGradients { network.model(Variable(images), .inference).value }.softmax()
      }
      return EnsembleEvaluation(
        names: (1...4).map { "\($0)" }, probabilities: probabilities, labels: test.labels)
    }
    let (own, shared) = try (ensemble { $0 }, ensemble { _ in 1 })
    func correlation(_ evaluation: EnsembleEvaluation) -> Double {
      evaluation.squaredError.covariance / evaluation.squaredError.variance
    }
    #expect(correlation(shared) > correlation(own) + 0.1)
    func gain(_ evaluation: EnsembleEvaluation) -> Double {
      evaluation.mean.top1 - evaluation.meanTop1
    }
    #expect(gain(shared) < gain(own) / 2)
  }

  @Test("b in a mirror is taken for d, 2 for 5, 6 turned for 9, and back; a shift changes nothing")
  func classChanges() throws {
    let figure = try ClassChanges(
      recipes: ["flip:1", "flip:1,vflip:1", "shift:1"].map { try AugmentationRecipe($0) })
    let rows = figure.audit.rows
    #expect(figure.audit.before.top1 > 0.98)
    #expect(figure.audit.before.count == 600)
    let mirrored = rows[0].after.confusion
    #expect(mirrored[2][5] > 40 && mirrored[5][2] > 40 && mirrored[0][0] > 40)
    let (b, d) = (10, 11)
    #expect(figure.classNames[b] == "b" && figure.classNames[d] == "d")
    #expect(mirrored[b][d] > 40 && mirrored[d][b] > 40)
    let turned = rows[1].after.confusion
    #expect(turned[6][9] > 40 && turned[9][6] > 40 && turned[2][2] > 40)
    #expect(rows[2].after.top1 > 0.9)
    // Half a turn leaves a 2 what it is.
    #expect(rows.map(\.danger) == ["b reads as d, 2 as 5", "6 reads as 9", nil])
    // Those that are taken for each other come first.
    #expect(
      figure.changes(rows[0]).prefix(4).map { [$0.label, $0.taken] } == [
        [2, 5], [5, 2], [b, d], [d, b],
      ])
    #expect(figure.examples.map(\.name) == ["b", "d", "6", "9"])
    #expect(figure.examples.map(\.taken) == ["d", "b", "9", "6"])
    let text = figure.answer.text()
    #expect(text.contains("b in a mirror is taken for d, d in a mirror is taken for b"))
    #expect(
      text.contains("6 turned is taken for 9") && text.contains("600 pictures of 12 characters"))
  }
}
