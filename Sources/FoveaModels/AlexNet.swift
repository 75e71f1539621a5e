/// AlexNet, the one-column variant: five convolutions, three of them followed by overlapping max pooling,
/// then three dense layers with dropout. As torchvision has it, layer for layer.
///
/// Departures from the paper: one column with 64, 192, 384, 256 and 256 kernels and without groups, from
/// the later paper; no local response normalisation; He's initial weights in the convolutions, and biases of
/// zero; averages over a grid of 6x6, which for pictures of 224x224 change nothing, admit other sizes.
///
/// Source: Krizhevsky, Sutskever and Hinton (2012); the variant from Krizhevsky (2014), "One weird trick
/// for parallelizing convolutional neural networks".
public final class AlexNet: GridClassifier {
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
  ///   - hidden: units of the two dense layers before the last; 4096 by default, fewer for less memory:
  ///     nine tenths of all weights are there.
  ///   - random: where the initial weights come from.
  public init(
    inputChannels: Int = 3, classes: Int = 1000, hidden: Int = 4096, random: inout RandomSource
  ) {
    func conv(
      _ inputs: Int, _ outputs: Int, _ kernel: IntPair, stride: IntPair = 1, padding: IntPair
    ) -> Conv2D {
      Conv2D(
        inputChannels: inputs, outputChannels: outputs, kernelSize: kernel, stride: stride,
        padding: .zeros(padding), policy: .floor, initializer: .heNormal, random: &random)
    }
    func dense(_ inputs: Int, _ outputs: Int) -> Dense { Self.dense(inputs, outputs, &random) }
    func pool() -> MaxPool2D { MaxPool2D(3, stride: 2, policy: .floor) }
    features = Sequential(
      conv(inputChannels, 64, 11, stride: 4, padding: 2), ReLU(), pool(),
      conv(64, 192, 5, padding: 2), ReLU(), pool(),
      conv(192, 384, 3, padding: 1), ReLU(),
      conv(384, 256, 3, padding: 1), ReLU(),
      conv(256, 256, 3, padding: 1), ReLU(), pool())
    classifier = Sequential(
      Dropout(), dense(256 * 6 * 6, hidden), ReLU(), Dropout(), dense(hidden, hidden), ReLU(),
      dense(hidden, classes))
  }
}
