/// A network for small pictures that is accurate for its size: five 3x3 convolutions with batch normalisation and
/// ReLU and a residual block, at three resolutions, then the mean of each map and one dense layer.
///
///     w-w | 2w | 4w, block of 4w | mean | classes          | halves both sides by max pooling
///
/// 398,890 parameters and 29 million multiply-adds a picture for 28x28x1 and ten classes. Nine tenths of the
/// weights are where the maps are smallest: there a weight costs the fewest multiply-adds. The mean of each map in
/// place of a wide dense layer keeps the rest few, and takes pictures of any size.
///
/// Source: our design, from the parts of Simonyan and Zisserman (2015), Ioffe and Szegedy (2015), Lin, Chen and
/// Yan (2014) for the mean, and He, Zhang, Ren and Sun (2016) for the block.
public final class CompactCNN: Chain {
  private let features, classifier: Sequential

  /// A network for pictures of 4x4 and more; made for 28x28.
  ///
  /// - Parameters:
  ///   - inputChannels: 1 for grey pictures, the default.
  ///   - classes: 10 by default.
  ///   - width: kernels of each of the first two convolutions; 32 by default.
  ///   - random: where the initial weights come from.
  public init(
    inputChannels: Int = 1, classes: Int = 10, width: Int = 32, random: inout RandomSource
  ) {
    func convolution(_ inputs: Int, _ outputs: Int) -> [any Layer] {
      [ResidualBlock.conv(3, inputs, outputs, &random), BatchNorm(outputs), ReLU()]
    }
    features = Sequential(
      convolution(inputChannels, width) + convolution(width, width)
        + [MaxPool2D(2, policy: .floor)] + convolution(width, 2 * width)
        + [MaxPool2D(2, policy: .floor)] + convolution(2 * width, 4 * width)
        + [
          ResidualBlock.basic(
            inputChannels: 4 * width, outputChannels: 4 * width, random: &random)
        ])
    classifier = Sequential(GlobalAvgPool(), Dense(4 * width, classes, random: &random))
  }

  /// Features and classifier.
  public var members: [Member] { [.layer("features", features), .layer("classifier", classifier)] }

  /// From pictures to logits, [batch, classes].
  public var layers: [any Layer] { [features, classifier] }

  /// [batch, classes].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try input.checkPictures(atLeast: 4, for: self)
    return try chainShape(for: input, &trace)
  }
}
