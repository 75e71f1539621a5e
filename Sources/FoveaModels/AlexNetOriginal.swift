/// AlexNet as it was published: five convolutions, three of them on two halves of the channels that do not see
/// each other (two graphics cards then), local response normalisation, overlapping max pooling, three dense layers
/// with dropout of what the first two give.
///
/// Departures from the paper: two zeros around pictures of 224x224, from which the paper's 55x55 maps follow; He's
/// initial weights in the convolutions and biases of zero, with which it trains from the start; averages over a
/// grid of 6x6, which for pictures of 224x224 change nothing, admit other sizes.
///
/// Source: Krizhevsky, Sutskever and Hinton (2012),
/// https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks.
public final class AlexNetOriginal: GridClassifier {
  static let smallestSide = 63
  let features: Sequential
  let pool = AdaptiveAvgPool2D(6)
  let flatten = Flatten()
  let classifier: Sequential

  /// An AlexNet for pictures of 63x63 and more; made for 224x224.
  ///
  /// - Parameters:
  ///   - inputChannels: 3 for colour pictures, the default.
  ///   - classes: 1000 by default, ImageNet's.
  ///   - width: a third of the first layer's kernels; 32 by default. The others are 8, 12, 12 and 8 times as many.
  ///   - hidden: units of the two dense layers before the last; 4096 by default.
  ///   - random: where the initial weights come from.
  public init(
    inputChannels: Int = 3, classes: Int = 1000, width: Int = 32, hidden: Int = 4096,
    random: inout RandomSource
  ) {
    func conv(
      _ inputs: Int, _ outputs: Int, _ kernel: IntPair, stride: IntPair = 1, padding: IntPair,
      groups: Int = 1
    ) -> Conv2D {
      Conv2D(
        inputChannels: inputs, outputChannels: outputs, kernelSize: kernel, stride: stride,
        padding: .zeros(padding), groups: groups, policy: .floor, initializer: .heNormal,
        random: &random)
    }
    func dense(_ inputs: Int, _ outputs: Int) -> Dense { Self.dense(inputs, outputs, &random) }
    func pool() -> MaxPool2D { MaxPool2D(3, stride: 2, policy: .floor) }
    let (first, second, third) = (3 * width, 8 * width, 12 * width)
    features = Sequential(
      conv(inputChannels, first, 11, stride: 4, padding: 2), ReLU(), LocalResponseNorm(), pool(),
      conv(first, second, 5, padding: 2, groups: 2), ReLU(), LocalResponseNorm(), pool(),
      conv(second, third, 3, padding: 1), ReLU(),
      conv(third, third, 3, padding: 1, groups: 2), ReLU(),
      conv(third, second, 3, padding: 1, groups: 2), ReLU(), pool())
    classifier = Sequential(
      dense(second * 6 * 6, hidden), ReLU(), Dropout(), dense(hidden, hidden), ReLU(), Dropout(),
      dense(hidden, classes))
  }
}
