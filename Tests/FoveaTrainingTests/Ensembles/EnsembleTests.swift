import TestSupport
import Testing

@testable import FoveaTraining

@Suite struct EnsembleCombinationTests {
  /// Three models, two pictures of three classes, worked out by hand.
  private let models = [
    Tensor([2, 3], [0.5, 0.4, 0.1, 0.6, 0.3, 0.1]),
    Tensor([2, 3], [0.5, 0.4, 0.1, 0.1, 0.6, 0.3]),
    Tensor([2, 3], [0.0, 0.9, 0.1, 0.2, 0.2, 0.6]),
  ]

  @Test func theMeanFollowsWhoIsSureTheVoteTheMajority() {
    let mean = EnsembleCombination.mean.combined(models).elements
    let expected: [Scalar] = [1.0 / 3, 1.7 / 3, 0.1, 0.3, 1.1 / 3, 1.0 / 3]
    // Sums of three numbers below 1: a few units of rounding.
    for (mine, right) in zip(mean, expected) { #expect(abs(mine - right) < 4e-7) }
    #expect(likeliest(EnsembleCombination.mean.combined(models)) == [1, 1])
    // The first picture has two votes for class 0; the second one for each, and class 1 the highest mean.
    let vote = EnsembleCombination.vote.combined(models)
    #expect(likeliest(vote) == [0, 1])
    let votes: [Scalar] = [2 + 1.0 / 3, 1 + 1.7 / 3, 0.1, 1.3, 1 + 1.1 / 3, 1 + 1.0 / 3]
    for (mine, right) in zip(vote.elements, votes) { #expect(abs(mine - right / 4) < 4e-7) }
  }

  @Test func equalProbabilitiesAreTakenForTheFirstClass() {
    #expect(likeliest(Tensor([2, 3], [0.2, 0.4, 0.4, 0.3, 0.3, 0.3])) == [1, 0])
  }

  @Test func oneModelIsAnEnsembleOfOne() {
    for combination in EnsembleCombination.allCases {
      #expect(likeliest(combination.combined([models[2]])) == likeliest(models[2]))
    }
    #expect(EnsembleCombination.mean.combined([models[0]]) == models[0])
  }

  @Test func anEvaluationOfProbabilities() {
    let evaluation = Evaluation(probabilities: models[0], labels: [0, 2])
    #expect(evaluation.top1 == 0.5 && evaluation.top5 == 1 && evaluation.count == 2)
    #expect(evaluation.confusion == [[1, 0, 0], [0, 0, 0], [1, 0, 0]])
    // -(log 0.5 + log 0.1) / 2; the probabilities are single precision's.
    #expect(abs(evaluation.loss - 1.4978661) < 1e-6)
  }
}

@Suite struct EnsembleEvaluationTests {
  /// Probabilities that put 0.8 on one class of two.
  private func sure(_ classes: [Int]) -> Tensor {
    Tensor([classes.count, 2], classes.flatMap { $0 == 0 ? [0.8, 0.2] : [0.2, 0.8] })
  }

  @Test func correlationsAndTheCurve() throws {
    let labels = [Int](repeating: 0, count: 8)
    // Each model errs on two pictures: the first two on the same, the third on others.
    let evaluation = EnsembleEvaluation(
      names: ["a", "b", "c"],
      probabilities: [
        sure([1, 1, 0, 0, 0, 0, 0, 0]), sure([1, 1, 0, 0, 0, 0, 0, 0]),
        sure([0, 0, 1, 1, 0, 0, 0, 0]),
      ], labels: labels)
    #expect(abs((evaluation.errorCorrelation[0][1] ?? 0) - 1) < 1e-12)
    // Errors of share p that never meet: -p^2 / (p (1 - p)) = -1/3 for p = 1/4.
    #expect(abs((evaluation.errorCorrelation[0][2] ?? 0) + 1.0 / 3) < 1e-12)
    #expect(evaluation.members.allSatisfy { $0.top1 == 0.75 } && evaluation.meanTop1 == 0.75)
    #expect(evaluation.mean.top1 == 0.75 && evaluation.vote.top1 == 0.75)
    // Pairs: a with b errs on 2; a with c, and b with c, are undecided on 4, and the first class wins.
    #expect(evaluation.accuracyByCount.count == 3)
    #expect(abs(evaluation.accuracyByCount[1] - (0.75 + 1 + 1) / 3) < 1e-12)
    #expect(evaluation.best == 0)
  }

  @Test func aModelThatNeverErrsHasNoCorrelation() {
    let values = EnsembleEvaluation.correlation(of: [[0, 0, 0], [0, 1, 0]])
    #expect(values == [[nil, nil], [nil, 1]])
  }

  @Test func subsetsAreAllOrAHundred() {
    #expect(EnsembleEvaluation.subsets(of: 4, size: 2).count == 6)
    #expect(EnsembleEvaluation.subsets(of: 5, size: 5) == [[0, 1, 2, 3, 4]])
    let some = EnsembleEvaluation.subsets(of: 20, size: 10)
    #expect(some.count == 100 && some.allSatisfy { Set($0).count == 10 })
    #expect(some == EnsembleEvaluation.subsets(of: 20, size: 10))
  }
}

@Suite struct EnsembleSquaredErrorTests {
  /// Goodfellow's formula 7.11, and its two ends.
  @Test func theFormula() {
    func expected(_ k: Int, _ v: Double, _ c: Double) -> Double {
      EnsembleSquaredError.expected(count: k, variance: v, covariance: c)
    }
    #expect(expected(5, 2, 0) == 0.4)
    #expect(abs(expected(5, 2, 2) - 2) < 1e-15)
    #expect(expected(4, 2, 1) == 1.25)
    #expect(expected(1, 3, 7) == 3)
  }

  /// Errors e_i = a + b_i with variances 0.5 and 1.5: v = 2, c = 0.5. Measured and expected agree exactly but
  /// for rounding; both are the distribution's up to the sample's chance.
  @Test func drawnErrorsFollowTheFormula() {
    var random = RandomSource(seed: testSeed())
    let (k, cases) = (6, 20_000)
    let common = (0..<cases).map { _ in random.normal(standardDeviation: 0.5.squareRoot()) }
    let errors = (0..<k).map { _ in
      common.map { $0 + random.normal(standardDeviation: 1.5.squareRoot()) }
    }
    let error = EnsembleSquaredError(errors: errors)
    #expect(abs(error.measured - error.expected) < 1e-12)
    // Deviations of such means are below 0.02; five of them.
    #expect(abs(error.variance - 2) < 0.1 && abs(error.covariance - 0.5) < 0.1)
    let predicted = EnsembleSquaredError.expected(count: k, variance: 2, covariance: 0.5)
    #expect(predicted == 0.75 && abs(error.measured - predicted) < 0.05)
  }

  @Test func theErrorsOfProbabilities() {
    // One picture of class 1: errors (0.2, -0.2) and (0.6, -0.6).
    let error = EnsembleSquaredError(
      of: [Tensor([1, 2], [0.2, 0.8]), Tensor([1, 2], [0.6, 0.4])], labels: [1])
    #expect(abs(error.variance - 0.2) < 1e-7 && abs(error.covariance - 0.12) < 1e-7)
    #expect(abs(error.measured - 0.16) < 1e-7)
  }
}

@Suite struct BootstrapTests {
  @Test func aSampleHasAboutTwoThirdsOfThePictures() throws {
    let data = try Shapes(.train, count: 2000, size: 12).data
    let sample = data.bootstrapSample(seed: 3)
    #expect(sample.count == data.count && sample.imageShape == data.imageShape)
    #expect(sample.labels == data.bootstrapSample(seed: 3).labels)
    #expect(sample.labels != data.bootstrapSample(seed: 4).labels)
    // Marked by their places, to see which were drawn.
    let marked = try DataSet(
      name: "marked", split: .train,
      images: Tensor([2000, 1, 1, 1], (0..<2000).map { Scalar($0) }),
      labels: [Int](repeating: 0, count: 2000), classNames: ["one"])
    let drawn = marked.bootstrapSample(seed: 3).images.elements
    // 1 - 1/e = 0.632 of them; the deviation of the share is sqrt(0.0969 / n), 0.007; four of them.
    #expect(abs(Double(Set(drawn).count) / 2000 - 0.632) < 0.028)
  }
}
