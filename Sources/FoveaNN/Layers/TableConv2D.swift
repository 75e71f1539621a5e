import FoveaKernels

/// A convolution whose kernels do not see all input channels but those of a connection table: different kernels
/// must find different things, and there are fewer weights.
///
/// Input [batch, height, width, input channels], output [batch, height, width, kernels]. Has kernel height *
/// kernel width weights a connection and a bias a kernel.
///
/// Source: LeCun, Bottou, Bengio and Haffner (1998), table I.
public final class TableConv2D: Layer {
  /// The weights of each connection, [kernel height, kernel width, connections], kernel after kernel.
  public let weight: Parameter
  /// The biases, [kernels].
  public let bias: Parameter
  /// The input channels that each kernel sees.
  public let table: [[Int]]
  private let inputChannels: Int
  /// Where each connection's weights stand in a whole kernel, [connections, input channels * kernels].
  private let places: Tensor

  /// A layer to be trained.
  ///
  /// - Parameters:
  ///   - inputChannels: channels of the input.
  ///   - table: for each kernel the input channels that it sees, each once; traps for others than there are.
  ///   - kernelSize: height and width of a kernel.
  ///   - initializer: of the weights, with a kernel's mean number of inputs; LeCun's uniform by default, as the
  ///     table is his. Biases start at zero.
  ///   - random: where the initial weights come from.
  public init(
    inputChannels: Int, table: [[Int]], kernelSize: IntPair,
    initializer: Initializer = .lecunUniform, random: inout RandomSource
  ) {
    require(
      !table.isEmpty
        && table.allSatisfy { row in
          !row.isEmpty && Set(row).count == row.count
            && row.allSatisfy { 0..<inputChannels ~= $0 }
        },
      "TableConv2D: rows of channels in 0 ..< \(inputChannels) expected, received \(table)")
    let connections = table.reduce(0) { $0 + $1.count }
    let window = kernelSize.height * kernelSize.width
    weight = initializer.parameter(
      [kernelSize.height, kernelSize.width, connections],
      fanIn: max(1, window * connections / table.count),
      fanOut: max(1, window * connections / inputChannels), &random)
    bias = Parameter(.zeros([table.count]), isPenalized: false)
    self.table = table
    self.inputChannels = inputChannels
    var places = [Scalar](repeating: 0, count: connections * inputChannels * table.count)
    var connection = 0
    for (kernel, row) in table.enumerated() {
      for input in row {
        places[(connection * inputChannels + input) * table.count + kernel] = 1
        connection += 1
      }
    }
    self.places = Tensor([connections, inputChannels * table.count], places)
  }

  /// Weights and biases.
  public var members: [Member] { [.parameter("weight", weight), .parameter("bias", bias)] }

  /// Kernel size and connections.
  public var hyperparameters: String {
    let s = weight.shape
    return "kernel \(s[0])x\(s[1]), \(s[2]) of \(inputChannels * table.count) connections"
  }

  /// The activation maps before any nonlinearity. Traps on a shape that `outputShape` refuses.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    input.convolution(
      kernels, bias: bias.variable, orStop { try geometry(for: input.shape) })
  }

  /// Whole kernels, [height, width, input channels, kernels], with zeros where there is no connection.
  package var kernels: Variable {
    let s = weight.shape
    return weight.variable.reshaped(s[0] * s[1], s[2]).matmul(Variable(places))
      .reshaped(s[0], s[1], inputChannels, table.count)
  }

  /// [batch, output height, output width, kernels]; multiply-adds are those of the connections.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let output = try trace.naming(self) { try geometry(for: input).outputShape }
    return trace.record(
      self, from: input, to: output,
      multiplyAdds: output[0] * output[1] * output[2] * weight.shape.count)
  }

  package func geometry(for input: Shape) throws -> Conv2DGeometry {
    try Conv2DGeometry(
      input: input, kernel: [weight.shape[0], weight.shape[1], inputChannels, table.count])
  }
}
