import FoveaKernels

/// A fully connected layer: y = x * weight + bias.
///
/// Input [batch, inputs], output [batch, outputs].
public final class Dense: Layer {
  /// The weights, [inputs, outputs].
  public let weight: Parameter
  /// The biases, [outputs]; nil for none.
  public let bias: Parameter?

  /// A layer of ready weights and biases.
  public convenience init(weight: Tensor, bias: Tensor? = nil) {
    require(
      weight.rank == 2, "Dense: weight [inputs, outputs] expected, received \(weight.shape)")
    require(
      bias.map { $0.shape == [weight.shape[1]] } ?? true,
      "Dense: bias of shape [\(weight.shape[1])] expected, received \(bias?.shape ?? [])")
    self.init(Parameter(weight), bias.map { Parameter($0, isPenalized: false) })
  }

  private init(_ weight: Parameter, _ bias: Parameter?) {
    self.weight = weight
    self.bias = bias
  }

  /// A layer in another place with the very parameters of `other`: shared weights, which are trained by what
  /// both places need, counted once and saved once.
  public convenience init(sharing other: Dense) { self.init(other.weight, other.bias) }

  /// A layer to be trained.
  ///
  /// - Parameters:
  ///   - inputs: numbers that go in.
  ///   - outputs: numbers that come out.
  ///   - bias: whether there is one; true by default.
  ///   - initializer: of the weights; Xavier uniform by default. Biases start at zero.
  ///   - random: where the initial weights come from.
  public convenience init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, initializer: Initializer = .xavierUniform,
    random: inout RandomSource
  ) {
    let weight = initializer.parameter(
      [inputs, outputs], fanIn: inputs, fanOut: outputs, &random)
    self.init(weight, bias ? Parameter(.zeros([outputs]), isPenalized: false) : nil)
  }

  /// Weights, and biases if there are any.
  public var members: [Member] {
    [.parameter("weight", weight)] + (bias.map { [.parameter("bias", $0)] } ?? [])
  }

  /// The number of outputs.
  public var hyperparameters: String { "outputs \(weight.shape[1])" }

  /// x * weight + bias. Traps on a shape that `outputShape` refuses.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    _ = orStop { try self.output(for: input.shape) }
    return input.affine(weight.variable, bias?.variable)
  }

  /// [batch, outputs].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let output = try trace.naming(self) { try self.output(for: input) }
    return trace.record(
      self, from: input, to: output, multiplyAdds: input[0] * weight.shape.count)
  }

  private func output(for input: Shape) throws -> Shape {
    guard input.rank == 2, input[1] == weight.shape[0] else {
      throw ShapeError(
        "[batch, \(weight.shape[0])] expected, found \(input)"
          + (input.rank == 2 ? "" : "; put a Flatten before it"))
    }
    return [input[0], weight.shape[1]]
  }
}
