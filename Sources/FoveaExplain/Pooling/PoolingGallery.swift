import FoveaKernels
import FoveaNN
import FoveaTensor

/// One matrix through every kind of pooling: the lecture's maximum and average of a rectangle, and its "many others"
/// (rows D4, D5 and D7).
public struct PoolingGallery: Sendable {
  /// One kind and what it gives.
  public struct Row: Sendable {
    /// What it is called.
    public let name: String
    /// What was chosen, as the engine's layer says.
    public let hyperparameters: String
    /// What comes out, [rows, columns].
    public let output: Tensor
  }

  /// What to pool by.
  public struct Choices: Hashable, Sendable {
    /// Height and width of the windows.
    public var window: IntPair = 2
    /// Their steps.
    public var stride: IntPair = 2
    /// The exponent of the Lp norm, 1 or more.
    public var exponent: Scalar = 2
    /// Height and width of the grid of adaptive pooling.
    public var grid: IntPair = 3
    /// How many times smaller fractional pooling makes the matrix, 1 or more.
    public var factor = 1.5
    /// Of what is chosen by chance.
    public var seed: UInt64 = 1

    /// Windows of 2x2 at stride 2, the 2-norm, a grid of 3x3, a factor of 1.5.
    public init() {}
  }

  /// The matrix, [height, width].
  public let input: Tensor
  /// How it was pooled.
  public let choices: Choices
  /// A row a kind.
  public let rows: [Row]

  /// The numbers that are shown without others: 5 rows, so that windows of 2 leave a rest.
  public static let example = Tensor(
    [5, 5],
    [
      1, 3, 0, 2, 4,
      0, 8, 1, 1, 0,
      2, 1, 6, 3, 1,
      4, 0, 2, 9, 2,
      1, 5, 0, 1, 7,
    ])

  /// Pools.
  ///
  /// - Parameters:
  ///   - input: [height, width]; `example` by default.
  ///   - choices: the usual ones by default.
  /// - Throws: `ShapeError` when a window is larger than the matrix.
  public init(_ input: Tensor = example, _ choices: Choices = Choices()) throws {
    self.input = input
    self.choices = choices
    let (window, stride) = (choices.window, choices.stride)
    // A column more, where there is one.
    let rectangle = IntPair(
      window.height, max(window.width, min(window.width + 1, input.shape[1])))
    let training = Mode.training(RandomStream(RandomSource(seed: choices.seed)))
    let pools: [(String, any PoolingLayer, Mode)] = [
      ("max", MaxPool2D(window, stride: stride, policy: .floor), .inference),
      ("max, ceil", MaxPool2D(window, stride: stride, policy: .ceil), .inference),
      ("max, overlapping", MaxPool2D(window, stride: 1, policy: .floor), .inference),
      ("average", AvgPool2D(window, stride: stride, policy: .floor), .inference),
      ("average, rectangle", AvgPool2D(rectangle, stride: stride, policy: .floor), .inference),
      ("padded, zeros count", Self.padded(window, stride, counting: true), .inference),
      ("padded, they do not", Self.padded(window, stride, counting: false), .inference),
      (
        "Lp", LpPool2D(window, p: choices.exponent, stride: stride, policy: .floor), .inference
      ),
      ("adaptive max", AdaptiveMaxPool2D(choices.grid), .inference),
      ("adaptive average", AdaptiveAvgPool2D(choices.grid), .inference),
      ("fractional", FractionalMaxPool2D(factor: choices.factor), training),
      ("stochastic, training", StochasticPool2D(window, stride: stride, policy: .floor), training),
      (
        "stochastic, inference", StochasticPool2D(window, stride: stride, policy: .floor),
        .inference
      ),
      ("global max", GlobalMaxPool(), .inference),
      ("global average", GlobalAvgPool(), .inference),
    ]
    let image = input.asImage
    rows = try pools.map { name, pool, mode in
      // Before the layer runs, which stops on what does not fit.
      let shape = try pool.outputShape(for: image.shape)
      let output = withoutGradients { pool(Variable(image), mode).value }
      return Row(
        name: name, hyperparameters: pool.hyperparameters,
        output: shape.rank == 4
          ? output.reshaped(shape[1], shape[2]) : output.reshaped(1, output.count))
    }
  }

  /// Half a window of zeros around the matrix, as much as there may be, in the mean or not.
  private static func padded(
    _ window: IntPair, _ stride: IntPair, counting: Bool
  ) -> AvgPool2D {
    AvgPool2D(
      window, stride: stride,
      padding: .zeros(IntPair(window.height / 2, window.width / 2)), policy: .floor,
      includingPadding: counting)
  }
}
