/// VGG: stages of 3x3 convolutions, each stage twice as wide as the one before and closed by max pooling,
/// then three dense layers with dropout. As torchvision has it, layer for layer.
///
/// Departures from the paper: He's initial weights in the convolutions, with which the deep ones train from the
/// start; averages over a grid of 7x7, which for pictures of 224x224 change nothing, admit other sizes. Batch
/// normalisation, if wanted, came later.
///
/// Source: Simonyan and Zisserman (2015), table 1.
public final class VGG: GridClassifier {
  /// How many layers have weights, and which column of the paper's table that is.
  public enum Depth: Int, CaseIterable, Sendable {
    /// Column A.
    case vgg11 = 11
    /// Column B.
    case vgg13 = 13
    /// Column D.
    case vgg16 = 16
    /// Column E.
    case vgg19 = 19

    /// Convolutions in each stage.
    var stages: [Int] {
      switch self {
      case .vgg11: [1, 1, 2, 2, 2]
      case .vgg13: [2, 2, 2, 2, 2]
      case .vgg16: [2, 2, 3, 3, 3]
      case .vgg19: [2, 2, 4, 4, 4]
      }
    }
  }

  static let smallestSide = 32
  let features: Sequential
  let pool = AdaptiveAvgPool2D(7)
  let flatten = Flatten()
  let classifier: Sequential

  /// A VGG for pictures of 32x32 and more; made for 224x224.
  ///
  /// - Parameters:
  ///   - depth: which one.
  ///   - normalized: whether batch normalisation follows each convolution; false by default.
  ///   - inputChannels: 3 for colour pictures, the default.
  ///   - classes: 1000 by default, ImageNet's.
  ///   - width: channels of the first stage; 64 by default. The others have 2, 4, 8 and 8 times as many.
  ///   - hidden: units of the two dense layers before the last; 4096 by default, fewer for less memory:
  ///     most weights are there.
  ///   - random: where the initial weights come from.
  public init(
    _ depth: Depth, normalized: Bool = false, inputChannels: Int = 3, classes: Int = 1000,
    width: Int = 64, hidden: Int = 4096, random: inout RandomSource
  ) {
    var layers: [any Layer] = []
    var inputs = inputChannels
    for (count, factor) in zip(depth.stages, [1, 2, 4, 8, 8]) {
      let outputs = width * factor
      for _ in 0..<count {
        layers.append(
          Conv2D(
            inputChannels: inputs, outputChannels: outputs, kernelSize: 3, padding: .zeros(1),
            // By fan-out, as torchvision: poolings enlarge the signal, widening stages take that back.
            initializer: .heNormalFanOut, random: &random))
        if normalized { layers.append(BatchNorm(outputs)) }
        layers.append(ReLU())
        inputs = outputs
      }
      layers.append(MaxPool2D(2, policy: .floor))
    }
    features = Sequential(layers)
    func dense(_ inputs: Int, _ outputs: Int) -> Dense { Self.dense(inputs, outputs, &random) }
    classifier = Sequential(
      dense(8 * width * 7 * 7, hidden), ReLU(), Dropout(), dense(hidden, hidden), ReLU(),
      Dropout(), dense(hidden, classes))
  }
}
