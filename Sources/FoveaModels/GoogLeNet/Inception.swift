/// An inception block: kernels of several sizes look at the same maps, beside each other, each behind a 1x1
/// convolution that makes the maps fewer.
///
/// Source: Szegedy et al. (2015), figure 2b.
enum Inception {
  /// Output channels of the parts of a block; a row of the paper's table 1.
  struct Widths {
    /// The 1x1 convolution.
    let single: Int
    /// The 1x1 before the 3x3, and the 3x3.
    let third: (reduced: Int, full: Int)
    /// The 1x1 before the larger kernel, and that.
    let fifth: (reduced: Int, full: Int)
    /// The 1x1 behind the pooling.
    let pooled: Int

    init(
      _ single: Int, _ third: (Int, Int), _ fifth: (Int, Int), _ pooled: Int, scale: (Int) -> Int
    ) {
      self.single = scale(single)
      self.third = (scale(third.0), scale(third.1))
      self.fifth = (scale(fifth.0), scale(fifth.1))
      self.pooled = scale(pooled)
    }

    /// Channels of the block's output.
    var total: Int { single + third.full + fifth.full + pooled }
  }

  /// A block.
  static func block(_ inputs: Int, _ w: Widths, _ random: inout RandomSource) -> Parallel {
    Parallel(
      .concatenation,
      Sequential(conv(1, inputs, w.single, &random)),
      Sequential(
        conv(1, inputs, w.third.reduced, &random) + conv(3, w.third.reduced, w.third.full, &random)),
      Sequential(
        conv(1, inputs, w.fifth.reduced, &random) + conv(3, w.fifth.reduced, w.fifth.full, &random)),
      Sequential(
        [MaxPool2D(3, stride: 1, padding: .zeros(1))] + conv(1, inputs, w.pooled, &random)))
  }

  /// Convolution, batch normalisation and ReLU; keeps the size at stride 1.
  static func conv(
    _ size: Int, _ inputs: Int, _ outputs: Int, stride: Int = 1, _ random: inout RandomSource
  ) -> [any Layer] {
    [
      Conv2D(
        inputChannels: inputs, outputChannels: outputs, kernelSize: IntPair(size),
        stride: IntPair(stride), padding: .zeros(IntPair(size / 2)), policy: .floor, bias: false,
        initializer: .heNormal, random: &random),
      // TensorFlow's epsilon, which torchvision's weights were trained with.
      BatchNorm(outputs, epsilon: 1e-3), ReLU(),
    ]
  }
}
