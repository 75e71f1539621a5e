/// ZFNet, the AlexNet that its authors improved by looking at what its layers see: a first layer with smaller
/// kernels and steps, which keeps what AlexNet's 11x11 at stride 4 lost, in one column.
///
/// Departures from the paper: its "contrast normalised across feature maps" is taken for AlexNet's local response
/// normalisation; He's initial weights in the convolutions; averages over a grid of 6x6, which for pictures of
/// 224x224 change nothing, admit other sizes.
///
/// Source: Zeiler and Fergus (2014), figure 3, https://arxiv.org/abs/1311.2901.
public final class ZFNet: GridClassifier {
  static let smallestSide = 63
  let features: Sequential
  let pool = AdaptiveAvgPool2D(6)
  let flatten = Flatten()
  let classifier: Sequential

  /// A ZFNet for pictures of 63x63 and more; made for 224x224.
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
      _ inputs: Int, _ outputs: Int, _ kernel: IntPair, stride: IntPair = 1, padding: IntPair
    ) -> Conv2D {
      Conv2D(
        inputChannels: inputs, outputChannels: outputs, kernelSize: kernel, stride: stride,
        padding: .zeros(padding), policy: .floor, initializer: .heNormal, random: &random)
    }
    func dense(_ inputs: Int, _ outputs: Int) -> Dense { Self.dense(inputs, outputs, &random) }
    // Rounded up, as the paper's maps of 55, 13 and 6 want it.
    func pool() -> MaxPool2D { MaxPool2D(3, stride: 2, policy: .ceil) }
    let (first, second, third) = (3 * width, 8 * width, 12 * width)
    features = Sequential(
      conv(inputChannels, first, 7, stride: 2, padding: 1), ReLU(), pool(), LocalResponseNorm(),
      conv(first, second, 5, stride: 2, padding: 0), ReLU(), pool(), LocalResponseNorm(),
      conv(second, third, 3, padding: 1), ReLU(), conv(third, third, 3, padding: 1), ReLU(),
      conv(third, second, 3, padding: 1), ReLU(), pool())
    classifier = Sequential(
      dense(second * 6 * 6, hidden), ReLU(), Dropout(), dense(hidden, hidden), ReLU(), Dropout(),
      dense(hidden, classes))
  }
}
