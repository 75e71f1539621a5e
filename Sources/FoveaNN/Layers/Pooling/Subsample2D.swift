import FoveaKernels

/// LeNet's pooling: the sum of each window times a coefficient of its channel, plus a bias of its channel, both
/// learned. Has 2 parameters a channel.
///
/// A small coefficient makes the nonlinearity behind it nearly linear, a large one nearly a logical "or" or
/// "and" of the window, as the bias decides.
///
/// Source: LeCun, Bottou, Bengio and Haffner (1998), section II.B, layer S2.
public final class Subsample2D: Layer {
  /// The coefficients, [channels].
  public let scale: Parameter
  /// The biases, [channels].
  public let bias: Parameter
  package let window: PoolWindow

  /// A layer for the given number of channels.
  ///
  /// - Parameters:
  ///   - channels: of input and output.
  ///   - window: height and width of the windows, which do not overlap; 2 by default.
  ///   - policy: an uncovered rest of the input is an error by default.
  public init(_ channels: Int, window: IntPair = 2, policy: FitPolicy = .strict) {
    require(channels > 0, "Subsample2D: 1 channel or more expected, received \(channels)")
    // It starts as the mean.
    let elements = Scalar(window.height * window.width)
    scale = Parameter(Tensor(repeating: 1 / elements, [channels]), isPenalized: false)
    bias = Parameter(.zeros([channels]), isPenalized: false)
    self.window = PoolWindow(
      window: window, stride: window, padding: .narrow, policy: policy)
  }

  /// Coefficients and biases.
  public var members: [Member] { [.parameter("scale", scale), .parameter("bias", bias)] }

  /// Window and stride.
  public var hyperparameters: String { window.description }

  /// The scaled sums. Traps on a shape that `outputShape` refuses.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let geometry = orStop { try window.geometry(for: input.shape) }
    let means = input.averagePool(geometry)
    // A window that overhangs, under the policy `.ceil`, has a sum of fewer.
    let sums =
      geometry.overhang == 0
      ? means * Scalar(window.window.height * window.window.width)
      : means * Variable(geometry.placesInWindow)
    return sums.scaledAndShifted(by: scale.variable, bias.variable)
  }

  /// [batch, output height, output width, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let output = try trace.naming(self) {
      guard input.rank == 4, input[3] == scale.shape.count else {
        throw ShapeError("[batch, height, width, \(scale.shape.count)] expected, found \(input)")
      }
      return try window.geometry(for: input).outputShape
    }
    return trace.record(self, from: input, to: output)
  }
}
