import FoveaNN
import TestSupport
import Testing

/// Poolings of sequences: those of images on images of height 1, and a row of each by hand.
@Suite struct SequencePoolingTests {
  struct Pair: CustomTestStringConvertible, Sendable {
    let sequences: @Sendable () -> any Layer
    let images: @Sendable () -> any Layer
    var testDescription: String { "\(sequences().kind), \(sequences().hyperparameters)" }
  }

  static let pairs = [
    Pair(sequences: { MaxPool1D(3, stride: 2, padding: .zeros(1)) }) {
      MaxPool2D([1, 3], stride: [1, 2], padding: .zeros([0, 1]))
    },
    Pair(sequences: { AvgPool1D(3, stride: 2, padding: .zeros(1)) }) {
      AvgPool2D([1, 3], stride: [1, 2], padding: .zeros([0, 1]))
    },
    Pair(sequences: { AvgPool1D(4, policy: .ceil, includingPadding: false) }) {
      AvgPool2D([1, 4], policy: .ceil, includingPadding: false)
    },
    Pair(sequences: { LpPool1D(3, p: 3, stride: 2, padding: .zeros(1)) }) {
      LpPool2D([1, 3], p: 3, stride: [1, 2], padding: .zeros([0, 1]))
    },
    Pair(sequences: { AdaptiveMaxPool1D(4) }) { AdaptiveMaxPool2D([1, 4]) },
    Pair(sequences: { AdaptiveAvgPool1D(4) }) { AdaptiveAvgPool2D([1, 4]) },
    Pair(sequences: { StochasticPool1D(3, stride: 2, padding: .zeros(1)) }) {
      StochasticPool2D([1, 3], stride: [1, 2], padding: .zeros([0, 1]))
    },
    Pair(sequences: {
      DistanceWeightedPool1D(3, weights: .gaussian(sigma: 1), stride: 2, padding: .zeros(1))
    }) {
      DistanceWeightedPool2D(
        [1, 3], weights: .gaussian(sigma: 1), stride: [1, 2], padding: .zeros([0, 1]))
    },
  ]

  @Test(arguments: pairs) func isThatOfImagesOfHeightOne(_ pair: Pair) {
    var random = TestRandom("sequences")
    let x = random.uniform([2, 9, 3])
    let (sequences, images) = (pair.sequences(), pair.images())
    #expect(sequences.hyperparameters == images.hyperparameters)
    for isTraining in [false, true] {
      // The same draws for both.
      func output(_ layer: any Layer, _ input: Tensor) -> Tensor {
        var source = RandomSource(seed: 4)
        return layer(Variable(input), isTraining ? .training(&source) : .inference).value
      }
      let expected = output(images, x.reshaped(2, 1, 9, 3))
      #expect(expected.shape[1] == 1)
      expectSameBits(
        output(sequences, x), expected.reshaped(2, expected.shape[2], 3), "training \(isTraining)")
    }
  }

  @Test func aRowByHand() {
    let cases: [(any Layer, [Scalar], [Scalar])] = [
      (MaxPool1D(3, stride: 2), [1, 2, 3, 5, 4], [3, 5]),
      (AvgPool1D(2, stride: 1), [1, 2, 3, 5, 8], [1.5, 2.5, 4, 6.5]),
      // 3, 4, 5 and 6, 8, 10.
      (LpPool1D(2), [3, 4, 6, 8], [5, 10]),
      // The first three and the last three of five.
      (AdaptiveMaxPool1D(2), [1, 2, 3, 5, 4], [3, 5]),
      (AdaptiveAvgPool1D(2), [1, 2, 3, 5, 4], [2, 4]),
      // (1 + 9) / (1 + 3) and (4 + 4) / (2 + 2).
      (StochasticPool1D(2), [1, 3, 2, 2], [2.5, 2]),
      // (1 + 2 * 2 + 3) / 4 and (3 + 2 * 4 + 5) / 4.
      (DistanceWeightedPool1D(3, stride: 2), [1, 2, 3, 4, 5], [2, 4]),
    ]
    for (layer, x, expected) in cases {
      let y = layer(Variable(Tensor([1, x.count, 1], x)), .inference).value
      expectClose(y, Tensor([1, expected.count, 1], expected), reduction: 8, layer.kind)
    }
  }
}
