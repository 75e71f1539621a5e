import Foundation
import FoveaNN
import TestSupport
import Testing

/// Row D6: averages weighted by the distance from the central pixel.
@Suite struct WeightedPoolingTests {
  /// The weight of a pixel so far down and across from the middle of a 3x3 window, by the formulas.
  private func weight(_ weights: PoolingWeights, _ down: Int, _ across: Int) -> Double {
    let square = Double(down * down + across * across)
    return switch weights {
    case .binomial: Double((2 - abs(down)) * (2 - abs(across)))
    case .inverseDistance: 1 / (1 + square.squareRoot())
    case .gaussian(let sigma): exp(-square / (2 * sigma * sigma))
    }
  }

  /// Window 3x3, stride 2, a border of 1: output (i, j) has its middle at (2i, 2j).
  @Test(
    arguments: [PoolingWeights.binomial, .inverseDistance, .gaussian(sigma: 0.8)], [true, false])
  func valuesAreTheWeightedMeans(_ weights: PoolingWeights, includingPadding: Bool) {
    var random = TestRandom("weighted means")
    let x = random.uniform([2, 7, 5, 2])
    let layer = DistanceWeightedPool2D(
      3, weights: weights, stride: 2, padding: .zeros(1), includingPadding: includingPadding)
    let y = layer(Variable(x), .inference).value
    var expected: [Scalar] = []
    for (n, i, j, c) in places([2, 4, 3, 2]) {
      var (sum, total) = (0.0, 0.0)
      for down in -1...1 {
        for across in -1...1 {
          let (row, column) = (2 * i + down, 2 * j + across)
          let isInside = (0..<7).contains(row) && (0..<5).contains(column)
          let w = weight(weights, down, across)
          if isInside { sum += w * Double(x[n, row, column, c]) }
          if isInside || includingPadding { total += w }
        }
      }
      expected.append(Scalar(sum / total))
    }
    expectClose(y, Tensor([2, 4, 3, 2], expected), reduction: 12, scale: 1)
  }

  private func places(_ shape: Shape) -> [(Int, Int, Int, Int)] {
    (0..<shape.count).map { flat in
      let at = zip(shape.strides, shape.dimensions).map { flat / $0 % $1 }
      return (at[0], at[1], at[2], at[3])
    }
  }

  @Test func distanceWeightsOfAThreeByThreeWindow() {
    let binomial = PoolingWeights.binomial.kernel(3).elements
    #expect(binomial == [1, 2, 1, 2, 4, 2, 1, 2, 1].map { $0 / 16 })
    let inverse = PoolingWeights.inverseDistance.kernel(3)
    // 1 in the middle, 1/2 beside it, 1 / (1 + sqrt 2) at the corners.
    let total: Double = 3 + 4 / (1 + 2.0.squareRoot())
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
}
