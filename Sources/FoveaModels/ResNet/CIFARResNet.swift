/// The ResNets for CIFAR's small pictures: a 3x3 convolution, three stages of n basic blocks with 16, 32
/// and 64 channels, the mean of each map, one dense layer; 6n + 2 layers with weights.
///
/// Departure from the paper: where the shape changes, the shortcut is a projection (option B), where the
/// paper pads with zeros on CIFAR (option A).
///
/// Source: He, Zhang, Ren and Sun (2016), section 4.2.
public final class CIFARResNet: Chain {
  /// How many layers have weights.
  public enum Depth: Int, CaseIterable, Sendable {
    /// Three blocks a stage.
    case resNet20 = 20
    /// Five blocks a stage.
    case resNet32 = 32
    /// Seven blocks a stage.
    case resNet44 = 44
    /// Nine blocks a stage.
    case resNet56 = 56
    /// Eighteen blocks a stage.
    case resNet110 = 110

    /// Blocks in each stage.
    var blocks: Int { (rawValue - 2) / 6 }
  }

  private let stem, blocks, head: Sequential

  /// A ResNet for pictures of any size; made for 32x32.
  ///
  /// - Parameters:
  ///   - depth: which one.
  ///   - inputChannels: 3 for colour pictures, the default.
  ///   - classes: 10 by default.
  ///   - random: where the initial weights come from.
  public init(
    _ depth: Depth, inputChannels: Int = 3, classes: Int = 10, random: inout RandomSource
  ) {
    stem = Sequential(
      ResidualBlock.conv(3, inputChannels, 16, &random), BatchNorm(16), ReLU())
    var channels = 16
    var blocks: [any Layer] = []
    for outputs in [16, 32, 64] {
      for _ in 0..<depth.blocks {
        blocks.append(
          ResidualBlock.basic(
            inputChannels: channels, outputChannels: outputs,
            stride: channels == outputs ? 1 : 2, random: &random))
        channels = outputs
      }
    }
    self.blocks = Sequential(blocks)
    head = Sequential(GlobalAvgPool(), Dense(channels, classes, random: &random))
  }

  /// Stem, blocks and head.
  public var members: [Member] {
    [.layer("stem", stem), .layer("blocks", blocks), .layer("head", head)]
  }

  /// From pictures to logits, [batch, classes].
  public var layers: [any Layer] { [stem, blocks, head] }

  /// [batch, classes].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try input.checkPictures(atLeast: 1, for: self)
    return try chainShape(for: input, &trace)
  }
}
