import FoveaKernels

/// A network for time series: three convolutions along time, the mean over all of it, one dense layer. A strong
/// baseline over the UCR archive.
///
/// Takes series [batch, length, channels]; pictures [batch, height, width, channels] are read as series of their
/// columns, so that a series kept as a picture of height 1 is the series.
///
/// Departure from the paper: He's initial weights.
///
/// Source: Wang, Yan and Oates (2017), section II.B, https://arxiv.org/abs/1611.06455.
public final class SeriesFCN: Chain {
  private let series = Series()
  private let features, head: Sequential

  /// A network for series of any length.
  ///
  /// - Parameters:
  ///   - inputChannels: numbers a time step; 1 by default. Of a picture: height times channels.
  ///   - classes: 2 by default.
  ///   - width: kernels of the first and the last convolution, the second has twice as many; 128 by default.
  ///   - random: where the initial weights come from.
  public init(
    inputChannels: Int = 1, classes: Int = 2, width: Int = 128, random: inout RandomSource
  ) {
    func conv(_ size: Int, _ inputs: Int, _ outputs: Int) -> [any Layer] {
      [
        Conv1D(
          inputChannels: inputs, outputChannels: outputs, kernelSize: size, padding: .same,
          bias: false, initializer: .heNormal, random: &random),
        BatchNorm(outputs), ReLU(),
      ]
    }
    features = Sequential(
      conv(8, inputChannels, width) + conv(5, width, 2 * width) + conv(3, 2 * width, width))
    head = Sequential(GlobalAvgPool(), Dense(width, classes, random: &random))
  }

  /// Convolutions and head.
  public var members: [Member] {
    [.layer("series", series), .layer("features", features), .layer("head", head)]
  }

  /// From series to logits, [batch, classes].
  public var layers: [any Layer] { [series, features, head] }
}

/// Pictures as series of their columns, [batch, width, height * channels]; series as they are.
package final class Series: Layer {
  package init() {}

  package func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    if input.shape.rank == 3 { return input }
    let s = input.shape
    return input.transposed(axes: [0, 2, 1, 3]).reshaped(s[0], s[2], s[1] * s[3])
  }

  package func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    switch input.rank {
    case 3: return trace.record(self, from: input, to: input)
    case 4: return trace.record(self, from: input, to: [input[0], input[2], input[1] * input[3]])
    default:
      throw ShapeError(
        "\(trace.name(of: self)): [batch, length, channels] or [batch, height, width, channels] "
          + "expected, found \(input)")
    }
  }
}
