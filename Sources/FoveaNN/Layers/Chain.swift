/// A layer that is others, one after the other: how most networks are written.
public protocol Chain: Layer {
  /// The layers, in order.
  var layers: [any Layer] { get }
}

extension Chain {
  /// The last layer's output. A ReLU that follows a convolution or a normalisation is computed with it, and a max
  /// pooling after a convolution's ReLU too.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    var output = input
    var rest = layers[...]
    while let layer = rest.popFirst() {
      OperationProfile.enter(layer)
      guard let relu = rest.first as? ReLU, let layer = layer as? any RectifiableLayer else {
        output = layer(output, mode)
        continue
      }
      rest.removeFirst()
      // A monitor wants to see what the ReLU gives.
      if !ActivationWatch.isOn, let convolution = layer as? Conv2D,
        let pool = rest.first as? MaxPool2D
      {
        output = convolution(output, rectifiedAndPooledBy: pool)
        rest.removeFirst()
      } else {
        output = relu.watched(layer(output, mode, activation: .relu))
      }
    }
    return output
  }

  /// The last layer's output shape.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try chainShape(for: input, &trace)
  }

  /// The last layer's output shape, for chains that check their input first.
  public func chainShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try layers.reduce(input) { try $1.outputShape(for: $0, &trace) }
  }
}

/// A layer that can compute the ReLU after it in its own last step.
protocol RectifiableLayer: Layer {
  /// The layer's output behind the activation.
  func callAsFunction(_ input: Variable, _ mode: Mode, activation: FusedActivation) -> Variable
}

extension Conv2D: RectifiableLayer {}
extension BatchNorm: RectifiableLayer {}
