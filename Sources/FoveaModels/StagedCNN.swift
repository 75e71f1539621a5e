/// A network as the lecture draws it whole: two stages of convolution, detector and pooling, then flatten and a
/// fully connected layer.
public final class StagedCNN: Chain {
  /// What stands at the end of each stage.
  public enum Pooling: String, Hashable, Sendable, CaseIterable {
    /// Nothing: pooling is optional.
    case none
    /// The largest value of 2x2.
    case max
    /// The mean of 2x2.
    case average
    /// The 2-norm of 2x2.
    case lp
    /// One of 2x2 by chance.
    case stochastic
    /// The mean of 3x3 weighted by distance, every second pixel.
    case distance

    /// A new layer that halves either side; nil for none.
    public var layer: (any PoolingLayer)? {
      switch self {
      case .none: nil
      case .max: MaxPool2D(2, policy: .floor)
      case .average: AvgPool2D(2, policy: .floor)
      case .lp: LpPool2D(2, policy: .floor)
      case .stochastic: StochasticPool2D(2, policy: .floor)
      case .distance: DistanceWeightedPool2D(3, stride: 2, padding: .zeros(1), policy: .floor)
      }
    }
  }

  private let features, classifier: Sequential

  /// A network for pictures of any size from 4x4 on.
  ///
  /// - Parameters:
  ///   - inputChannels: 1 for grey pictures, the default.
  ///   - size: height and width of the pictures; 28 by default.
  ///   - classes: 10 by default.
  ///   - pooling: at the end of each stage; the maximum by default.
  ///   - width: kernels of the first stage, the second has twice as many; 16 by default.
  ///   - random: where the initial weights come from.
  /// - Throws: `ShapeError` when the size does not fit.
  public init(
    inputChannels: Int = 1, size: IntPair = 28, classes: Int = 10, pooling: Pooling = .max,
    width: Int = 16, random: inout RandomSource
  ) throws {
    func stage(_ inputs: Int, _ outputs: Int) -> ConvStage {
      ConvStage(
        Conv2D(
          inputChannels: inputs, outputChannels: outputs, kernelSize: 3, padding: .same,
          initializer: .heNormal, random: &random), pooling: pooling.layer)
    }
    features = Sequential(
      stage(inputChannels, width), stage(width, 2 * width), Flatten())
    let flat = try features.outputShape(for: [1, size.height, size.width, inputChannels])[1]
    classifier = Sequential(Dense(flat, classes, random: &random))
  }

  /// The stages, and the fully connected layer.
  public var members: [Member] { [.layer("features", features), .layer("classifier", classifier)] }

  /// From pictures to logits, [batch, classes].
  public var layers: [any Layer] { [features, classifier] }
}
