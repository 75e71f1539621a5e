import FoveaKernels

/// A convolution that is not trained any more, with the activation that follows it.
///
/// Input [batch, height, width, input channels], output [batch, height, width, output channels]. It holds the
/// values that the trained layer had; nothing is recorded.
final class FrozenConv2D: Layer {
  let activation: FusedActivation
  private let weight: PreparedKernel
  private let bias: Tensor?
  private let original: Conv2D

  /// What `Conv2D` computes now.
  convenience init(_ layer: Conv2D) {
    self.init(layer, layer.weight.value, layer.bias?.value, .identity)
  }

  private init(
    _ original: Conv2D, _ weight: Tensor, _ bias: Tensor?, _ activation: FusedActivation
  ) {
    self.original = original
    self.weight = PreparedKernel(weight, groups: original.groups)
    self.bias = bias
    self.activation = activation
  }

  /// The convolution with batch normalisation after it: each kernel scaled, each bias moved.
  func followed(by norm: BatchNorm) -> FrozenConv2D {
    let map = norm.fixedMap
    let (factor, offset) = (map.factor.value, map.offset.value)
    return FrozenConv2D(
      original, weight.kernel * factor, bias.map { $0 * factor + offset } ?? offset, activation)
  }

  /// The convolution with max(0, y) after it.
  func rectified() -> FrozenConv2D { FrozenConv2D(original, weight.kernel, bias, .relu) }

  var hyperparameters: String {
    original.hyperparameters + (activation == .relu ? ", ReLU" : "")
  }

  func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let geometry = orStop { try original.geometry(for: input.shape) }
    return Variable(
      convolution(
        input.value, weight, bias: bias, geometry, activation: activation,
        algorithm: original.algorithm))
  }

  func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let geometry = try trace.naming(self) { try original.geometry(for: input) }
    return trace.record(
      self, from: input, to: geometry.outputShape, multiplyAdds: geometry.multiplyAdds)
  }
}

extension Conv2D {
  /// The same values, for inference alone.
  public func frozen() -> any Layer { FrozenConv2D(self) }
}
