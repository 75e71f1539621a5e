/// MobileNetV2: blocks that widen their input by a 1x1 convolution, look at each channel by itself, and narrow it
/// again without a nonlinearity; around them a skip where the shape stays. As torchvision has it, layer for layer.
///
/// Departures from the paper: dropout of 0.2 before the last layer, and He's initial weights by fan-out, as
/// torchvision.
///
/// Source: Sandler et al. (2018), table 2, https://arxiv.org/abs/1801.04381.
public final class MobileNetV2: Chain {
  private let features, head: Sequential

  /// Expansion, channels, blocks and the first block's stride: a row of the paper's table 2 each.
  private static let stages = [
    (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
    (6, 320, 1, 1),
  ]

  /// A MobileNetV2 for pictures of any size; made for 224x224.
  ///
  /// - Parameters:
  ///   - inputChannels: 3 for colour pictures, the default.
  ///   - classes: 1000 by default, ImageNet's.
  ///   - width: what all channels are multiplied by, the paper's alpha; 1 by default. They are rounded to a
  ///     multiple of 8, and the last 1280 do not become fewer.
  ///   - last: channels before the mean; 1280 by default.
  ///   - random: where the initial weights come from.
  public init(
    inputChannels: Int = 3, classes: Int = 1000, width: Double = 1, last: Int = 1280,
    random: inout RandomSource
  ) {
    var channels = Self.rounded(32 * width)
    var layers: [any Layer] = [
      Sequential(Self.conv(3, inputChannels, channels, stride: 2, &random))
    ]
    for (expansion, outputs, count, stride) in Self.stages {
      for i in 0..<count {
        let outputs = Self.rounded(Double(outputs) * width)
        layers.append(
          Self.block(channels, outputs, expansion, i == 0 ? stride : 1, &random))
        channels = outputs
      }
    }
    let wide = Self.rounded(Double(last) * max(1, width))
    layers.append(Sequential(Self.conv(1, channels, wide, &random)))
    features = Sequential(layers)
    head = Sequential(
      GlobalAvgPool(), Dropout(p: 0.2),
      Dense(wide, classes, initializer: .normal(standardDeviation: 0.01), random: &random))
  }

  /// Features and head.
  public var members: [Member] { [.layer("features", features), .layer("head", head)] }

  /// From pictures to logits, [batch, classes].
  public var layers: [any Layer] { [features, head] }

  /// [batch, classes].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try input.checkPictures(atLeast: 1, for: self)
    return try chainShape(for: input, &trace)
  }

  /// Convolution, batch normalisation and ReLU6; keeps the size at stride 1.
  private static func conv(
    _ size: Int, _ inputs: Int, _ outputs: Int, stride: Int = 1, groups: Int = 1,
    _ random: inout RandomSource
  ) -> [any Layer] {
    linear(size, inputs, outputs, stride: stride, groups: groups, &random) + [ReLU6()]
  }

  private static func linear(
    _ size: Int, _ inputs: Int, _ outputs: Int, stride: Int = 1, groups: Int = 1,
    _ random: inout RandomSource
  ) -> [any Layer] {
    [
      Conv2D(
        inputChannels: inputs, outputChannels: outputs, kernelSize: IntPair(size),
        stride: IntPair(stride), padding: .zeros(IntPair(size / 2)), groups: groups,
        policy: .floor, bias: false, initializer: .heNormalFanOut, random: &random),
      BatchNorm(outputs),
    ]
  }

  /// An inverted residual with a linear bottleneck.
  private static func block(
    _ inputs: Int, _ outputs: Int, _ expansion: Int, _ stride: Int, _ random: inout RandomSource
  ) -> any Layer {
    let wide = inputs * expansion
    let body = Sequential(
      (expansion == 1 ? [] : conv(1, inputs, wide, &random))
        + conv(3, wide, wide, stride: stride, groups: wide, &random)
        + linear(1, wide, outputs, &random))
    return stride == 1 && inputs == outputs ? Parallel(.sum, body, Identity()) : body
  }

  /// The nearest multiple of 8 that takes away no more than a tenth.
  private static func rounded(_ channels: Double) -> Int {
    let nearest = max(8, Int(channels + 4) / 8 * 8)
    return Double(nearest) < 0.9 * channels ? nearest + 8 : nearest
  }
}
