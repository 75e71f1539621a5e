import FoveaKernels

/// A gate for each channel, computed anew for each input from what all channels are on average: the network learns
/// which channels matter together.
///
///     y = x * sigmoid(expand(relu(squeeze(mean of x over all places))))
///
/// Two dense layers with a bottleneck between them, so 2 C^2 / reduction + C / reduction + C parameters. It keeps
/// the shape, and so goes behind any stage of any network:
///
///     Sequential(stage, SqueezeExcite(channels, random: &random))
///
/// Source: Hu, Shen and Sun (2018), section 3, https://arxiv.org/abs/1709.01507.
public final class SqueezeExcite: Layer {
  private let pool = GlobalAvgPool()
  package let squeeze, expand: Dense

  /// A gate for the given number of channels.
  ///
  /// - Parameters:
  ///   - channels: of input and output.
  ///   - reduction: how many times narrower the bottleneck is; 16 by default, the paper's choice. It has 1 unit
  ///     at least.
  ///   - random: where the initial weights come from.
  public init(_ channels: Int, reduction: Int = 16, random: inout RandomSource) {
    require(
      channels > 0 && reduction > 0,
      "SqueezeExcite: 1 channel or more and a reduction of 1 or more expected, received \(channels) "
        + "and \(reduction)")
    let narrow = max(1, channels / reduction)
    squeeze = Dense(channels, narrow, initializer: .heNormal, random: &random)
    expand = Dense(narrow, channels, random: &random)
  }

  /// The two dense layers.
  public var members: [Member] { [.layer("squeeze", squeeze), .layer("expand", expand)] }

  /// How narrow the bottleneck is.
  public var hyperparameters: String { "bottleneck \(squeeze.weight.shape[1])" }

  /// The input, each channel times its gate. Traps on a shape that `outputShape` refuses.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let shape = input.shape
    let gate = expand(squeeze(pool(input, mode), mode).relu(), mode).sigmoid()
    let ones = Array(repeating: 1, count: shape.rank - 2)
    return input * gate.reshaped([shape[0]] + ones + [shape[-1]])
  }

  /// The input's shape; the gate counts as one layer.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let channels = squeeze.weight.shape[0]
    guard input.rank == 3 || input.rank == 4, input[-1] == channels else {
      throw ShapeError(
        "\(trace.name(of: self)): [batch, height, width, \(channels)] or [batch, length, "
          + "\(channels)] expected, found \(input)")
    }
    let products = 2 * squeeze.weight.shape.count * input[0]
    return trace.record(self, from: input, to: input, multiplyAdds: products)
  }
}
