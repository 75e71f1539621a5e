/// A small network of the usual kind: two stages of 3x3 convolution, ReLU and max pooling, two dense layers.
public final class SmallCNN: Chain {
  private let chain: Sequential

  /// A network for pictures whose extents divide by 4.
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
    let features: [any Layer] = [
      Conv2D(
        inputChannels: inputChannels, outputChannels: 32, kernelSize: 3, padding: .same,
        initializer: .heNormal, random: &random),
      ReLU(), MaxPool2D(2),
      Conv2D(
        inputChannels: 32, outputChannels: 64, kernelSize: 3, padding: .same,
        initializer: .heNormal, random: &random),
      ReLU(), MaxPool2D(2), Flatten(),
    ]
    let flat = try Sequential(features).outputShape(
      for: [1, size.height, size.width, inputChannels])[1]
    chain = Sequential(
      features + [
        Dense(flat, 128, initializer: .heNormal, random: &random), ReLU(),
        Dense(128, classes, random: &random),
      ])
  }

  /// The chain.
  public var members: [Member] { [.layer("layers", chain)] }

  /// From pictures to logits, [batch, classes].
  public var layers: [any Layer] { [chain] }
}
