/// An autoencoder that is shown noisy pictures and learns to give the clean ones: no labels are needed.
///
/// Two convolutions of stride 2 down to a sixteenth of the pixels, from which two transposed convolutions of
/// stride 2 make a picture again; what fits through the narrow middle is what pictures have in common, and noise
/// is not. A convolution of the noisy picture itself is added at the end, so that detail need not pass the
/// middle. Untrained, it gives back what it is given but for a trace: it learns what to change.
///
/// Source: Vincent et al. (2008); transposed convolutions after Zeiler et al. (2010).
public final class DenoisingAutoencoder: Layer {
  private let encoder, decoder: Sequential
  private let detail: Conv2D

  /// A network for pictures whose extents divide by 4.
  ///
  /// - Parameters:
  ///   - channels: of the pictures; 1 by default.
  ///   - width: kernels of the first convolution, the second has twice as many; 32 by default.
  ///   - random: where the initial weights come from.
  public init(channels: Int = 1, width: Int = 32, random: inout RandomSource) {
    encoder = Sequential(
      Conv2D(
        inputChannels: channels, outputChannels: width, kernelSize: 3, stride: 2,
        padding: .zeros(1), policy: .floor, initializer: .heNormal, random: &random),
      ReLU(),
      Conv2D(
        inputChannels: width, outputChannels: 2 * width, kernelSize: 3, stride: 2,
        padding: .zeros(1), policy: .floor, initializer: .heNormal, random: &random),
      ReLU())
    // Kernels of 4 at stride 2 cover every pixel as often: no checkerboard.
    decoder = Sequential(
      ConvTranspose2D(
        inputChannels: 2 * width, outputChannels: width, kernelSize: 4, stride: 2,
        padding: .zeros(1), initializer: .heNormal, random: &random),
      ReLU(),
      ConvTranspose2D(
        inputChannels: width, outputChannels: channels, kernelSize: 4, stride: 2,
        padding: .zeros(1), initializer: .normal(standardDeviation: 0.01), random: &random))
    detail = Conv2D(weight: DenoisingAutoencoder.copy(channels), padding: .same)
  }

  /// A 3x3 kernel for each channel that sees that channel's central pixel alone.
  private static func copy(_ channels: Int) -> Tensor {
    let centre = 4 * channels * channels
    let weights = (0..<9 * channels * channels).map { i -> Scalar in
      // Input and output channel are the same on the diagonal of the central tap.
      let place = i - centre
      return place >= 0 && place < channels * channels && place % (channels + 1) == 0 ? 1 : 0
    }
    return Tensor([3, 3, channels, channels], weights)
  }

  /// The way down, the way up and the way around.
  public var members: [Member] {
    [.layer("encoder", encoder), .layer("decoder", decoder), .layer("detail", detail)]
  }

  /// From noisy pictures to clean ones, [batch, height, width, channels], unbounded.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    decoder(encoder(input, mode), mode) + detail(input, mode)
  }

  /// The input's shape.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    guard input.rank == 4, input[1] % 4 == 0, input[2] % 4 == 0, input[1] > 0, input[2] > 0 else {
      throw ShapeError(
        "\(trace.name(of: self)): pictures whose height and width divide by 4 expected, found "
          + "\(input)")
    }
    let code = try encoder.outputShape(for: input, &trace)
    let output = try decoder.outputShape(for: code, &trace)
    _ = try detail.outputShape(for: input, &trace)
    return output
  }
}
