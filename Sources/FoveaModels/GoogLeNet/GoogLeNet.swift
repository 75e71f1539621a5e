/// GoogLeNet: nine inception blocks, the mean of each map, one dense layer; two auxiliary classifiers in training.
/// As torchvision has it, layer for layer.
///
/// Departures from the paper: batch normalisation in place of local response normalisation and dropout of 0.4
/// (0.2 here), as in the authors' next paper (Ioffe and Szegedy, 2015); kernels of 3x3 where the blocks had 5x5, as
/// in the TensorFlow version that torchvision's weights come from; auxiliary classifiers average over a grid of
/// 4x4 whatever the size; He's initial weights in the convolutions.
///
/// Source: Szegedy et al. (2015), table 1, https://arxiv.org/abs/1409.4842.
public final class GoogLeNet: Chain, AuxiliaryHeads {
  /// To block 4a, 4b to 4d, and 4e to 5b: the auxiliary classifiers look at what lies between them.
  private let stem, middle, top: Sequential
  private let head: Sequential
  /// The two auxiliary classifiers.
  public let auxiliaries: [any Layer]

  /// A GoogLeNet for pictures of 31x31 and more; made for 224x224.
  ///
  /// - Parameters:
  ///   - inputChannels: 3 for colour pictures, the default.
  ///   - classes: 1000 by default, ImageNet's.
  ///   - narrowing: what all widths are divided by; 1 by default, more for less memory and time.
  ///   - auxiliary: whether there are auxiliary classifiers; true by default.
  ///   - random: where the initial weights come from.
  public init(
    inputChannels: Int = 3, classes: Int = 1000, narrowing: Int = 1, auxiliary: Bool = true,
    random: inout RandomSource
  ) {
    func scale(_ width: Int) -> Int { max(1, width / max(1, narrowing)) }
    var channels = inputChannels
    func conv(_ size: Int, _ outputs: Int, stride: Int = 1) -> [any Layer] {
      defer { channels = scale(outputs) }
      return Inception.conv(size, channels, scale(outputs), stride: stride, &random)
    }
    func block(_ single: Int, _ third: (Int, Int), _ fifth: (Int, Int), _ pooled: Int) -> Parallel {
      let widths = Inception.Widths(single, third, fifth, pooled, scale: scale)
      defer { channels = widths.total }
      return Inception.block(channels, widths, &random)
    }
    func pool(_ window: IntPair = 3) -> MaxPool2D { MaxPool2D(window, stride: 2, policy: .ceil) }

    let first = conv(7, 64, stride: 2) + [pool()] + conv(1, 64) + conv(3, 192) + [pool()]
    stem = Sequential(
      first + [
        block(64, (96, 128), (16, 32), 32), block(128, (128, 192), (32, 96), 64), pool(),
        block(192, (96, 208), (16, 48), 64),
      ])
    let afterStem = channels
    middle = Sequential(
      block(160, (112, 224), (24, 64), 64), block(128, (128, 256), (24, 64), 64),
      block(112, (144, 288), (32, 64), 64))
    let afterMiddle = channels
    top = Sequential(
      block(256, (160, 320), (32, 128), 128), pool(2), block(256, (160, 320), (32, 128), 128),
      block(384, (192, 384), (48, 128), 128))
    head = Sequential(GlobalAvgPool(), Dropout(p: 0.2), Dense(channels, classes, random: &random))
    auxiliaries =
      auxiliary
      ? [afterStem, afterMiddle].map { inputs in
        Sequential(
          [AdaptiveAvgPool2D(4)] + Inception.conv(1, inputs, scale(128), &random) + [
            Flatten(),
            Dense(16 * scale(128), scale(1024), initializer: .heNormal, random: &random), ReLU(),
            Dropout(p: 0.7), Dense(scale(1024), classes, random: &random),
          ])
      } : []
  }

  /// The parts in order, and the auxiliary classifiers.
  public var members: [Member] {
    [.layer("stem", stem), .layer("middle", middle), .layer("top", top), .layer("head", head)]
      + auxiliaries.enumerated().map { .layer("aux\($0.offset + 1)", $0.element) }
  }

  /// From pictures to logits, [batch, classes].
  public var layers: [any Layer] { [stem, middle, top, head] }

  /// The logits, and those of the auxiliary classifiers.
  public func outputs(_ input: Variable, _ mode: Mode) -> (logits: Variable, auxiliary: [Variable])
  {
    let low = stem(input, mode)
    let high = middle(low, mode)
    return (
      head(top(high, mode), mode), zip(auxiliaries, [low, high]).map { $0($1, mode) }
    )
  }

  /// [batch, classes].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try input.checkPictures(atLeast: 31, for: self)
    return try chainShape(for: input, &trace)
  }
}
