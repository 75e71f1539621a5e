import FoveaKernels

/// A convolution that is not trained any more, with the activation and the max pooling that follow it.
///
/// Input [batch, height, width, input channels], output [batch, height, width, output channels], of the pooling where
/// there is one. It holds the values that the trained layer had; nothing is recorded.
final class FrozenConv2D: Layer {
  let activation: FusedActivation
  let pool: MaxPool2D?
  private let weight: PreparedKernel
  private let bias: Tensor?
  private let original: Conv2D

  /// What `Conv2D` computes now.
  convenience init(_ layer: Conv2D) {
    self.init(layer, PreparedKernel(layer.weight.value, groups: layer.groups), layer.bias?.value)
  }

  private init(
    _ original: Conv2D, _ weight: PreparedKernel, _ bias: Tensor?,
    _ activation: FusedActivation = .identity, _ pool: MaxPool2D? = nil
  ) {
    self.original = original
    self.weight = weight
    self.bias = bias
    self.activation = activation
    self.pool = pool
  }

  /// Whether nothing follows it yet.
  var isBare: Bool { activation == .identity && pool == nil }

  /// The convolution with batch normalisation after it: each kernel scaled, each bias moved.
  func followed(by norm: BatchNorm) -> FrozenConv2D {
    let map = norm.fixedMap
    let (factor, offset) = (map.factor.value, map.offset.value)
    return FrozenConv2D(
      original, PreparedKernel(weight.kernel * factor, groups: original.groups),
      bias.map { $0 * factor + offset } ?? offset)
  }

  /// The convolution with max(0, y) after it.
  func rectified() -> FrozenConv2D { FrozenConv2D(original, weight, bias, .relu) }

  /// The convolution with max pooling after its activation.
  func pooled(by pool: MaxPool2D) -> FrozenConv2D {
    FrozenConv2D(original, weight, bias, activation, pool)
  }

  var hyperparameters: String {
    original.hyperparameters + (activation == .relu ? ", ReLU" : "")
      + (pool.map { ", max pooling \($0.hyperparameters)" } ?? "")
  }

  func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let geometry = orStop { try original.geometry(for: input.shape) }
    guard let pool else {
      return Variable(
        convolution(
          input.value, weight, bias: bias, geometry, activation: activation,
          algorithm: original.algorithm))
    }
    return Variable(
      convolution(
        input.value, weight, bias: bias, geometry, activation: activation,
        pooledBy: orStop { try pool.geometry(for: geometry.outputShape) },
        algorithm: original.algorithm))
  }

  func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let geometry = try trace.naming(self) { try original.geometry(for: input) }
    let output = try trace.naming(self) {
      try pool.map { try $0.geometry(for: geometry.outputShape).outputShape }
    }
    return trace.record(
      self, from: input, to: output ?? geometry.outputShape, multiplyAdds: geometry.multiplyAdds)
  }
}

extension Conv2D {
  /// The same values, for inference alone.
  public func frozen() -> any Layer { FrozenConv2D(self) }
}
