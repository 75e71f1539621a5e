import FoveaReference
import FoveaTensor
import TestSupport
import Testing

/// Layer and group normalisation, forward: gradients are checked with the layers.
@Suite struct SampleNormalizationTests {
  private func group(
    _ x: Tensor, _ groups: Int, _ scale: Tensor, _ shift: Tensor, epsilon: Scalar = 1e-5
  ) -> Tensor {
    let (mean, inverse) = x.groupStatistics(groups: groups, epsilon: epsilon)
    let factor = inverse * scale
    return x.scaledAndShiftedPerImage(by: factor, shift - mean * factor)
  }

  @Test("Rows normalised each by itself")
  func rows() {
    var random = TestRandom("layer normalisation")
    for (rows, columns) in [(3, 1), (5, 7), (2, 8), (70, 19), (4, 700)] {
      let x = random.uniform([rows, columns]) * 3 + 2
      let (scale, shift) = (random.uniform([columns]), random.uniform([columns]))
      poisonFreeMemory()
      // Deviations of the size of rounding are divided by sqrt(1e-5) at most.
      expectClose(
        x.rowsNormalized(scale: scale, shift: shift, epsilon: 1e-5).result,
        Reference.layerNormalized(x, scale: scale, shift: shift, epsilon: 1e-5),
        reduction: 60 + columns / 16, scale: columns == 1 ? 5 / 0.003 : 5, "\(rows) x \(columns)")
    }
    let x = PeerFigures.ramp([3, 5])
    let scale = PeerFigures.ramp([5])
    expectClose(
      x.rowsNormalized(scale: scale, shift: scale * 2, epsilon: 1e-5).result,
      PeerFigures.layerNorm, reduction: 16)
  }

  @Test("Groups of channels over all places of an image")
  func groups() {
    var random = TestRandom("group normalisation")
    for (shape, groups) in [
      (Shape([2, 3, 5, 6]), 3), ([3, 4, 4, 8], 1), ([2, 9, 10], 10), ([1, 20, 30, 16], 4),
    ] {
      let x = random.uniform(shape) * 3 + 2
      let channels = shape[-1]
      let (scale, shift) = (random.uniform([channels]), random.uniform([channels]))
      poisonFreeMemory()
      expectClose(
        group(x, groups, scale, shift),
        Reference.groupNormalized(x, groups: groups, scale: scale, shift: shift, epsilon: 1e-5),
        reduction: 100, scale: 5, "\(shape) in \(groups)")
    }
    let x = PeerFigures.ramp([2, 3, 2, 6])
    let scale = PeerFigures.ramp([6])
    expectClose(group(x, 3, scale, scale * 2), PeerFigures.groupNorm, reduction: 32)
  }

  @Test("The same bits with 1, 2 and 5 threads")
  func threads() {
    var random = TestRandom("normalisation threads")
    let x = random.uniform([7, 40, 30, 12])
    let (scale, shift) = (random.uniform([12]), random.uniform([12]))
    let results = withThreads([1, 2, 5]) { _ in
      let (y, statistics) = x.rowsNormalized(scale: scale, shift: shift, epsilon: 1e-5)
      let sums = x.rowNormalizationSums(of: y, statistics: statistics, columns: 12)
      let (mean, _) = x.groupStatistics(groups: 4, epsilon: 1e-5)
      let groupSums = x.groupNormalizationSums(of: y, mean: mean)
      return [
        y, sums.scale, sums.shift, groupSums.sum, groupSums.products,
        x.rowNormalizationGradient(y, scale: scale, statistics: statistics),
        group(x, 4, scale, shift),
      ]
    }
    for tensors in results.dropFirst() {
      for (many, one) in zip(tensors, results[0]) { expectSameBits(many, one) }
    }
  }
}
