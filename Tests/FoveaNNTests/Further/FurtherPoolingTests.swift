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

  @Test func distanceWeightsOfAThreeByThreeWindow() {
    let binomial = PoolingWeights.binomial.kernel(3).elements
    #expect(binomial == [1, 2, 1, 2, 4, 2, 1, 2, 1].map { $0 / 16 })
    let inverse = PoolingWeights.inverseDistance.kernel(3)
    // 1 in the middle, 1/2 beside it, 1 / (1 + sqrt 2) at the corners.
    let total = 1 + 4 / 2 + 4 / (1 + 2.0.squareRoot())
    expectClose(Double(inverse.elements[4]), 1 / total)
    expectClose(Double(inverse.elements[1]), 0.5 / total)
    let gaussian = PoolingWeights.gaussian(sigma: 1).kernel([1, 3]).elements
    // e^(-1/2) = 0.60653.
    expectClose(Double(gaussian[1]), 1 / (1 + 2 * 0.6065306597126334))
    for weights in [PoolingWeights.binomial, .inverseDistance, .gaussian(sigma: 2)] {
      for window in [IntPair(1), 2, 3, [4, 5], 7] {
        let kernel = weights.kernel(window)
        expectClose(Double(kernel.sum().item), 1, reduction: 50)
        #expect(kernel.elements.allSatisfy { $0 > 0 })
        // The same from either side, and no weight above a central one.
        expectClose(kernel.flipped(axis: 0).flipped(axis: 1), kernel, reduction: 4)
        let middle = kernel.elements[
          (window.height - 1) / 2 * window.width + (window.width - 1) / 2]
        #expect(kernel.elements.allSatisfy { $0 <= middle })
      }
    }
  }

  @Test func weightedMeansKeepAnEvenBrightness() {
    let x = Variable(Tensor(repeating: 0.75, [2, 7, 5, 3]))
    let layer = DistanceWeightedPool2D(3, weights: .gaussian(sigma: 1), stride: 2, padding: .same)
    let y = layer(x, .inference).value
    expectClose(y, Tensor(repeating: 0.75, y.shape), reduction: 20)
    let dark = DistanceWeightedPool2D(3, stride: 1, padding: .same, includingPadding: true)
    // At a corner, 4 + 2 + 2 + 1 of 16 lie inside.
    expectClose(Double(dark(x, .inference).value.elements[0]), 0.75 * 9 / 16, reduction: 20)
  }

  @Test func flatWeightsAreAnAveragePooling() {
    var random = RandomSource(seed: testSeed())
    let x = Variable(Tensor(uniform: -1..<1, [2, 8, 6, 3], using: &random))
    let flat = DistanceWeightedPool2D(2, weights: .inverseDistance)
    // In a 2x2 window all pixels are as far from the middle.
    expectClose(flat(x, .inference).value, AvgPool2D(2)(x, .inference).value, reduction: 8)
  }

  @Test func whatOverhangsIsNoPlaceOfASumOrAMean() {
    let x = Variable(Tensor([1, 1, 3, 1], [1, 2, 4]), requiresGradient: true)
    let sums = Subsample2D(1, window: [1, 2], policy: .ceil)
    // A coefficient of 1/2 to begin with.
    #expect(sums(x, .inference).value == Tensor([1, 1, 2, 1], [1.5, 2]))
    #expect(
      sums(x, .inference).sum().backward()[x] == Tensor(repeating: 0.5, [1, 1, 3, 1]))
    for includingPadding in [false, true] {
      let means = DistanceWeightedPool2D(
        [1, 2], policy: .ceil, includingPadding: includingPadding)
      #expect(means(x, .inference).value == Tensor([1, 1, 2, 1], [1.5, 4]))
    }
    // Padding of one before and after: the last window has one place of padding and one that overhangs.
    let padded = DistanceWeightedPool2D(
      [1, 3], weights: .inverseDistance, stride: [1, 2],
      padding: .sides(top: 0, bottom: 0, left: 1, right: 0), policy: .ceil, includingPadding: true)
    // Weights 1/4, 1/2, 1/4 over 0 1 2, 2 4 and what overhangs.
    #expect(padded(x, .inference).value == Tensor([1, 1, 2, 1], [1, 2.5 / 0.75]))
  }

  @Test func narrowGaussiansKeepTheirMiddle() {
    #expect(PoolingWeights.gaussian(sigma: 0.01).kernel(2) == Tensor(repeating: 0.25, [2, 2]))
    #expect(
      PoolingWeights.gaussian(sigma: 0.01).kernel([1, 3]) == Tensor([1, 3], [0, 1, 0]))
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
