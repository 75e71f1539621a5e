/// LeNet-5 as it was published: subsampling with learned coefficients, the third layer's kernels each with some of
/// the maps alone, a scaled tanh behind every layer.
///
/// 60,000 weights before the output layer, as in the paper:
///
/// | layer | what | weights |
/// | --- | --- | --- |
/// | C1 | 6 kernels 5x5 | 156 |
/// | S2 | subsampling 2x2 | 12 |
/// | C3 | 16 kernels 5x5 by table I | 1,516 |
/// | S4 | subsampling 2x2 | 32 |
/// | C5 | 120 kernels as large as the maps | 48,120 |
/// | F6 | dense, 84 | 10,164 |
///
/// Departures from the paper: pictures of 28x28 get a border of two zeros to be the 32x32 of the paper; C5, whose
/// kernels cover a map whole, is a dense layer; the output is logits for softmax in place of distances to drawn
/// characters of 7x12 pixels, which only digits have.
///
/// Source: LeCun, Bottou, Bengio and Haffner (1998), section II.B,
/// http://yann.lecun.com/exdb/publis/pdf/lecun-98.pdf.
public final class LeNet5Original: Chain {
  /// The paper's table I: the maps of S2 that each kernel of C3 sees.
  public static let connections = [
    [0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [0, 4, 5], [0, 1, 5],
    [0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5], [0, 3, 4, 5], [0, 1, 4, 5], [0, 1, 2, 5],
    [0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5],
    [0, 1, 2, 3, 4, 5],
  ]

  private let features, classifier: Sequential

  /// A LeNet-5 for images of 28x28 or another size from 16x16 that both subsamplings halve.
  ///
  /// - Parameters:
  ///   - inputChannels: 1 for grey pictures, the default.
  ///   - size: height and width of the pictures; 28 by default.
  ///   - classes: 10 by default.
  ///   - random: where the initial weights come from.
  /// - Throws: `ShapeError` when the size does not fit.
  public init(
    inputChannels: Int = 1, size: IntPair = 28, classes: Int = 10, random: inout RandomSource
  ) throws {
    // LeCun's numbers are those for which this tanh keeps a signal's variance.
    func dense(_ inputs: Int, _ outputs: Int) -> Dense {
      Dense(inputs, outputs, initializer: .lecunUniform, random: &random)
    }
    features = Sequential(
      Conv2D(
        inputChannels: inputChannels, outputChannels: 6, kernelSize: 5, padding: .zeros(2),
        initializer: .lecunUniform, random: &random),
      ScaledTanh(), Subsample2D(6), ScaledTanh(),
      TableConv2D(inputChannels: 6, table: Self.connections, kernelSize: 5, random: &random),
      ScaledTanh(), Subsample2D(16), ScaledTanh(), Flatten())
    let flat = try features.outputShape(for: [1, size.height, size.width, inputChannels])[1]
    classifier = Sequential(
      dense(flat, 120), ScaledTanh(), dense(120, 84), ScaledTanh(), dense(84, classes))
  }

  /// The two halves.
  public var members: [Member] { [.layer("features", features), .layer("classifier", classifier)] }

  /// From pictures to logits, [batch, classes].
  public var layers: [any Layer] { [features, classifier] }
}

/// 1.7159 tanh(2/3 x): 1 at 1 and -1 at -1, where it is steepest in its second derivative.
///
/// Source: LeCun et al. (1998), appendix A.
public final class ScaledTanh: ElementwiseLayer, ActivatedLayer {
  /// tanh: what a monitor watches is the tanh inside, which saturates where the whole does.
  public let activation = Activation.tanh
  /// The layer; there is nothing to choose.
  public init() {}

  /// 1.7159 tanh(2/3 x).
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    watched((input * (2.0 / 3)).tanh()) * 1.7159
  }
}
