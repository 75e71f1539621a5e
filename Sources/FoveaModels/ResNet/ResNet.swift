/// ResNet: a 7x7 convolution and max pooling, four stages of residual blocks, the mean of each map, one
/// dense layer. As torchvision has it. With gates for the channels at the end of each block's body it is
/// SE-ResNet.
///
/// Departures from the paper: in bottlenecks the stride is the 3x3's. Shortcuts are option B: a projection
/// where the shape changes.
///
/// Source: He, Zhang, Ren and Sun (2016), table 1, https://arxiv.org/abs/1512.03385; the gates Hu, Shen and Sun
/// (2018), table 1, https://arxiv.org/abs/1709.01507.
public final class ResNet: Chain {
  /// How many layers have weights.
  public enum Depth: Int, CaseIterable, Sendable {
    /// Basic blocks.
    case resNet18 = 18
    /// Basic blocks.
    case resNet34 = 34
    /// Bottlenecks.
    case resNet50 = 50
    /// Bottlenecks.
    case resNet101 = 101
    /// Bottlenecks.
    case resNet152 = 152

    /// Blocks in each stage.
    var stages: [Int] {
      switch self {
      case .resNet18: [2, 2, 2, 2]
      case .resNet34, .resNet50: [3, 4, 6, 3]
      case .resNet101: [3, 4, 23, 3]
      case .resNet152: [3, 8, 36, 3]
      }
    }

    var hasBottlenecks: Bool { rawValue >= 50 }
  }

  private let stem: Sequential
  private let stages: [Sequential]
  private let head: Sequential

  /// A ResNet for pictures of any size; made for 224x224.
  ///
  /// - Parameters:
  ///   - depth: which one.
  ///   - inputChannels: 3 for colour pictures, the default.
  ///   - classes: 1000 by default, ImageNet's.
  ///   - width: channels of the stem; 64 by default. Inside the blocks, each stage has twice as many as the
  ///     one before.
  ///   - reduction: of the channels' gates; nil, the default, for none. SE-ResNet has 16.
  ///   - random: where the initial weights come from.
  public init(
    _ depth: Depth, inputChannels: Int = 3, classes: Int = 1000, width: Int = 64,
    reduction: Int? = nil, random: inout RandomSource
  ) {
    stem = Sequential(
      ResidualBlock.conv(7, inputChannels, width, stride: 2, &random), BatchNorm(width), ReLU(),
      MaxPool2D(3, stride: 2, padding: .zeros(1), policy: .floor))
    let block = depth.hasBottlenecks ? ResidualBlock.bottleneck : ResidualBlock.basic
    var channels = width
    var stages: [Sequential] = []
    for (stage, count) in depth.stages.enumerated() {
      let outputs = (width << stage) * (depth.hasBottlenecks ? 4 : 1)
      var blocks: [any Layer] = []
      for i in 0..<count {
        blocks.append(block(channels, outputs, stage > 0 && i == 0 ? 2 : 1, reduction, &random))
        channels = outputs
      }
      stages.append(Sequential(blocks))
    }
    self.stages = stages
    head = Sequential(GlobalAvgPool(), Dense(channels, classes, random: &random))
  }

  /// Stem, stages and head.
  public var members: [Member] {
    [.layer("stem", stem)]
      + stages.enumerated().map { .layer("stage\($0.offset + 1)", $0.element) }
      + [.layer("head", head)]
  }

  /// From pictures to logits, [batch, classes].
  public var layers: [any Layer] { [stem] + stages + [head] }

  /// [batch, classes].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try input.checkPictures(atLeast: 1, for: self)
    return try chainShape(for: input, &trace)
  }
}
