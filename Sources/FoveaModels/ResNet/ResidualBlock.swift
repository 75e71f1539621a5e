/// A residual block: it learns what to add to its input.
///
///     y = relu(body(x) + skip(x))
///
/// where the skip is x itself, or a 1x1 convolution with batch normalisation where the body changes the
/// shape (the paper's option B).
///
/// Source: He, Zhang, Ren and Sun (2016), figures 2 and 5.
public final class ResidualBlock: ActivatedLayer, ReceptiveLayer {
  package let body: Sequential
  package let projection: Sequential?

  /// A block of a body and a projection of the input to the shape that the body gives; nil where the body
  /// keeps the shape.
  public init(body: Sequential, projection: Sequential? = nil) {
    self.body = body
    self.projection = projection
  }

  /// Two 3x3 convolutions: relu(norm(conv(relu(norm(conv x)))) + skip(x)).
  ///
  /// - Parameters:
  ///   - inputChannels: channels of the input.
  ///   - outputChannels: channels of the output.
  ///   - stride: of the first convolution; 1 by default.
  ///   - reduction: of a `SqueezeExcite` at the body's end; nil, the default, for none.
  ///   - random: where the initial weights come from.
  public static func basic(
    inputChannels: Int, outputChannels: Int, stride: Int = 1, reduction: Int? = nil,
    random: inout RandomSource
  ) -> ResidualBlock {
    ResidualBlock(
      body: Sequential(
        [
          conv(3, inputChannels, outputChannels, stride: stride, &random),
          BatchNorm(outputChannels), ReLU(),
          conv(3, outputChannels, outputChannels, &random), BatchNorm(outputChannels),
        ] + gate(outputChannels, reduction, &random)),
      projection: projection(inputChannels, outputChannels, stride, &random))
  }

  /// A 1x1 convolution to a quarter of the output's channels, a 3x3 on these, a 1x1 back.
  ///
  /// The stride is the 3x3's, as in torchvision, where the paper has it in the first 1x1, which so passes
  /// over three quarters of its input.
  ///
  /// - Parameters:
  ///   - inputChannels: channels of the input.
  ///   - outputChannels: channels of the output, a multiple of 4.
  ///   - stride: of the 3x3 convolution; 1 by default.
  ///   - reduction: of a `SqueezeExcite` at the body's end; nil, the default, for none.
  ///   - random: where the initial weights come from.
  public static func bottleneck(
    inputChannels: Int, outputChannels: Int, stride: Int = 1, reduction: Int? = nil,
    random: inout RandomSource
  ) -> ResidualBlock {
    let width = outputChannels / 4
    return ResidualBlock(
      body: Sequential(
        [
          conv(1, inputChannels, width, &random), BatchNorm(width), ReLU(),
          conv(3, width, width, stride: stride, &random), BatchNorm(width), ReLU(),
          conv(1, width, outputChannels, &random), BatchNorm(outputChannels),
        ] + gate(outputChannels, reduction, &random)),
      projection: projection(inputChannels, outputChannels, stride, &random))
  }

  /// A convolution that keeps the size at stride 1, without the bias that normalisation would take away.
  static func conv(
    _ size: Int, _ inputs: Int, _ outputs: Int, stride: Int = 1, _ random: inout RandomSource
  ) -> Conv2D {
    Conv2D(
      inputChannels: inputs, outputChannels: outputs, kernelSize: IntPair(size, size),
      stride: IntPair(stride, stride), padding: .zeros(IntPair(size / 2, size / 2)),
      policy: .floor, bias: false, initializer: .heNormal, random: &random)
  }

  private static func gate(
    _ channels: Int, _ reduction: Int?, _ random: inout RandomSource
  ) -> [any Layer] {
    reduction.map { [SqueezeExcite(channels, reduction: $0, random: &random)] } ?? []
  }

  private static func projection(
    _ inputs: Int, _ outputs: Int, _ stride: Int, _ random: inout RandomSource
  ) -> Sequential? {
    if stride == 1 && inputs == outputs { return nil }
    return Sequential(
      conv(1, inputs, outputs, stride: stride, &random), BatchNorm(outputs))
  }

  /// The body and the projection, if there is one.
  public var members: [Member] {
    [.layer("body", body)] + (projection.map { [.layer("projection", $0)] } ?? [])
  }

  /// ReLU, of the sum.
  public var activation: Activation { .relu }

  /// relu(body(x) + skip(x)).
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    watched(body(input, mode).relu(adding: projection?(input, mode) ?? input))
  }

  /// The block with body and projection frozen.
  public func frozen() -> any Layer {
    ResidualBlock(
      body: Sequential(body.frozen()), projection: projection.map { Sequential($0.frozen()) })
  }

  /// The body's, which sees more than the skip.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField? {
    .union([body.field(from: field), projection.map { $0.field(from: field) } ?? field])
  }

  /// The body's output shape.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let output = try body.outputShape(for: input, &trace)
    let skip = try projection?.outputShape(for: input, &trace) ?? input
    guard skip == output else {
      throw ShapeError(
        "\(trace.name(of: self)): body and skip of one shape expected, found \(output) and "
          + "\(skip); give it a projection")
    }
    return output
  }
}
