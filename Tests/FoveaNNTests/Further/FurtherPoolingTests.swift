import TestSupport
import Testing

@testable import FoveaNN

/// What each pooling is about.
@Suite struct FurtherPoolingTests {
  @Test func stochasticPoolingSendsTheGradientToWhatItChose() {
    var random = RandomSource(seed: testSeed())
    let order = random.permutation(of: 72)
    let x = Variable(
      Tensor([1, 6, 6, 2], order.map { Scalar($0) / 36 - 1 }), requiresGradient: true)
    let y = StochasticPool2D(2)(x, .training(&random))
    let gradient = y.backward(.ones(y.shape))[x] ?? .zeros([0])
    let chosen = Set(y.value.elements.filter { $0 > 0 })
    // All inputs differ: a positive output says which input it is.
    for (value, slope) in zip(x.value.elements, gradient.elements) {
      #expect(slope == (chosen.contains(value) ? 1 : 0))
    }
    #expect(!chosen.isEmpty)
  }

  @Test func stochasticPoolingGivesItsInferenceOnAverage() {
    let x = Variable(Tensor([1, 2, 2, 1], [1, 3, 0, 4]))
    let layer = StochasticPool2D(2)
    let expected = Double(layer(x, .inference).value.item)
    #expect(abs(expected - 26.0 / 8) < 1e-6)
    var random = RandomSource(seed: testSeed())
    let draws = (0..<4000).map { _ in Double(layer(x, .training(&random)).value.item) }
    // The variance is 1/8 + 27/8 + 64/8 less the squared mean, 0.9375.
    let slack = 5 * (0.9375 / 4000).squareRoot()
    #expect(abs(draws.reduce(0, +) / 4000 - expected) < slack)
  }

  @Test func fractionalWindowsHaveTwoSizesAndCoverTheImage() {
    var random = RandomSource(seed: testSeed())
    for inputs in [1, 2, 5, 25, 36, 97] {
      for factor in [1, 1.25, 2.0.squareRoot(), 1.9, 2, 3.3] {
        let u = random.uniform()
        let disjoint = FractionalMaxPool2D(factor: factor, overlapping: false).windows(inputs, u)
        let outputs = max(1, Int(Double(inputs) / factor))
        #expect(disjoint.count == outputs)
        #expect(disjoint.first?.lowerBound == 0 && disjoint.last?.upperBound == inputs)
        #expect(zip(disjoint, disjoint.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        let step = Double(inputs) / Double(outputs)
        #expect(
          disjoint.allSatisfy {
            Double($0.count) >= step.rounded(.down) && Double($0.count) <= step.rounded(.up)
          }, "\(inputs) by \(factor), u \(u)")
        let overlapping = FractionalMaxPool2D(factor: factor).windows(inputs, u)
        #expect(zip(overlapping, disjoint).dropLast().allSatisfy { $0.count == $1.count + 1 })
      }
    }
  }

  @Test func fractionalWindowsAreDrawnAnewInTraining() {
    var random = RandomSource(seed: 11)
    let x = Variable(Tensor(uniform: 0..<1, [1, 25, 25, 1], using: &random))
    let layer = FractionalMaxPool2D()
    let passes = (0..<4).map { _ in layer(x, .training(&random)).value.elements }
    #expect(Set(passes).count > 1)
    #expect(layer(x, .inference).value.elements == layer(x, .inference).value.elements)
    #expect(layer(x, .inference).shape == [1, 17, 17, 1])
  }

  @Test func poolsHaveHyperparametersAndNoParameters() {
    let pools: [(any Layer, String)] = [
      (LpPool2D(2), "p 2.0, window 2x2, stride 2x2"),
      (AdaptiveMaxPool2D([3, 2]), "grid 3x2"), (StochasticPool2D(3), "window 3x3, stride 3x3"),
      (FractionalMaxPool2D(), "factor 1.414, overlapping"),
      (
        DistanceWeightedPool2D(3, stride: 2, padding: .zeros(1)),
        "binomial, window 3x3, stride 2x2, padding 1x1"
      ),
      (MaxPool2D(3, stride: 2, policy: .ceil), "window 3x3, stride 2x2, ceil"),
    ]
    for (pool, text) in pools {
      #expect(pool is any PoolingLayer)
      #expect(pool.parameterCount == 0)
      #expect(pool.hyperparameters == text)
    }
  }
}
