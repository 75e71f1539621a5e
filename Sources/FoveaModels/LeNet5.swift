@_exported import FoveaNN

/// LeNet-5, with the modern output layer: two stages of convolution, tanh and average pooling, then three
/// dense layers.
///
/// Departures from the paper: every kernel of the second stage sees all maps (the paper has a connection
/// table), pooling has no parameters, tanh is plain in place of 1.7159 tanh(2/3 x), and the output is logits for
/// softmax in place of radial basis functions. `LeNet5Original` departs in none of these but the last.
///
/// Source: LeCun, Bottou, Bengio and Haffner (1998), section II.B.
public final class LeNet5: Chain {
  private let features, classifier: Sequential

  /// A LeNet-5 for images of 28x28 or another size from 16x16 that both poolings halve.
  ///
  /// - Parameters:
  ///   - inputChannels: 1 for grey pictures, the default.
  ///   - size: height and width of the pictures; 28 by default.
  ///   - classes: 10 by default.
  ///   - random: where the initial weights come from.
  /// - Throws: `ShapeError` when the size does not fit.
  public init(
    inputChannels: Int = 1, size: IntPair = 28, classes: Int = 10, random: inout RandomSource
  ) throws {
    features = Sequential(
      Conv2D(
        inputChannels: inputChannels, outputChannels: 6, kernelSize: 5, padding: .same,
        random: &random),
      Tanh(), AvgPool2D(2),
      Conv2D(inputChannels: 6, outputChannels: 16, kernelSize: 5, random: &random),
      Tanh(), AvgPool2D(2), Flatten())
    let flat = try features.outputShape(for: [1, size.height, size.width, inputChannels])[1]
    classifier = Sequential(
      Dense(flat, 120, random: &random), Tanh(), Dense(120, 84, random: &random), Tanh(),
      Dense(84, classes, random: &random))
  }

  /// The two halves.
  public var members: [Member] { [.layer("features", features), .layer("classifier", classifier)] }

  /// From pictures to logits, [batch, classes].
  public var layers: [any Layer] { [features, classifier] }
}
