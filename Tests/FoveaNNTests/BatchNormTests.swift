import FoveaNN
import FoveaReference
import TestSupport
import Testing

/// Batch normalisation by its definition, alone and with the ReLU that is computed with it.
@Suite struct BatchNormTests {
  /// Vectors, series and pictures.
  static let shapes: [Shape] = [[9, 5], [4, 7, 3], [3, 4, 5, 6]]

  /// A layer whose numbers nothing takes for ones and zeros: scales and shifts of either sign.
  private func layer(_ channels: Int, _ random: inout TestRandom) -> BatchNorm {
    let layer = BatchNorm(channels, epsilon: 0.125)
    layer.scale.value = random.awayFromZero([channels], by: 0.5)
    layer.shift.value = random.awayFromZero([channels], by: 0.5)
    layer.mean.value = random.uniform([channels])
    layer.variance.value = random.uniform([channels], 0.5...2)
    return layer
  }

  /// Behind the layer alone, or the layer and a ReLU.
  private func output(of layer: BatchNorm, _ x: Tensor, _ mode: Mode, _ rectified: Bool) -> Tensor {
    let network = rectified ? Sequential(layer, ReLU()) : Sequential(layer)
    return network(Variable(x), mode).value
  }

  @Test(arguments: shapes, [false, true])
  func trainingIsTheDefinition(_ shape: Shape, rectified: Bool) {
    var random = TestRandom("batch normalisation \(shape)")
    let layer = layer(shape[-1], &random)
    let x = random.uniform(shape) + 0.5
    var source = RandomSource(seed: 1)
    let y = output(of: layer, x, .training(&source), rectified)
    let expected = Reference.batchNorm(
      x, scale: layer.scale.value, shift: layer.shift.value, epsilon: Double(layer.epsilon)
    ).output
    // Sums over the batch, then a few steps to each element.
    expectClose(
      y, rectified ? expected.relu() : expected, reduction: shape.count / shape[-1] + 16, scale: 4)
  }

  /// y = scale (x - mean) / sqrt(variance + epsilon) + shift, with the running averages.
  @Test(arguments: shapes, [false, true])
  func inferenceIsTheFormula(_ shape: Shape, rectified: Bool) {
    var random = TestRandom("batch normalisation \(shape)")
    let layer = layer(shape[-1], &random)
    let x = random.uniform(shape)
    func numbers(_ tensor: Tensor) -> [Double] { tensor.elements.map { Double($0) } }
    let (scale, shift) = (numbers(layer.scale.value), numbers(layer.shift.value))
    let (mean, variance) = (numbers(layer.mean.value), numbers(layer.variance.value))
    let expected = x.elements.enumerated().map { place, x in
      let c = place % shape[-1]
      let deviation = (variance[c] + Double(layer.epsilon)).squareRoot()
      let y = scale[c] * (Double(x) - mean[c]) / deviation + shift[c]
      return Scalar(rectified ? max(0, y) : y)
    }
    expectClose(
      output(of: layer, x, .inference, rectified), Tensor(shape, expected), reduction: 16, scale: 4)
  }

  @Test func channelsGetMeanZeroAndVarianceOne() {
    var random = RandomSource(seed: testSeed())
    let x = Tensor(normal: 3, standardDeviation: 5, [16, 4, 4, 6], using: &random)
    let layer = BatchNorm(6)
    let y = layer(Variable(x), .training(&random)).value
    let statistics = ChannelStatistics(y)
    expectClose(statistics.mean, .zeros([6]), reduction: 256, scale: 1)
    // Not quite one: epsilon is part of the divisor.
    let variance = ChannelStatistics(x).variance
    expectClose(statistics.variance, variance / (variance + 1e-5), reduction: 256)
  }

  @Test func runningStatisticsAreKept() {
    let layer = BatchNorm(1, momentum: 0.5)
    var random = RandomSource(seed: 1)
    let x = Variable(Tensor([4, 1], [1, 3, 5, 7]))
    _ = layer(x, .training(&random))
    // Mean 4, unbiased variance 20 / 3; halves of these and of the initial 0 and 1.
    #expect(layer.mean.value.elements == [2])
    expectClose(layer.variance.value, Tensor([(1 + 20.0 / 3) / 2]), reduction: 4)
    let y = layer(Variable(Tensor([1, 1], [2])), .inference).value
    #expect(y.elements == [0])
  }
}
