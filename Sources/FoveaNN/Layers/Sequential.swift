/// Layers one after the other.
public final class Sequential: Layer {
  /// The layers, in order.
  public let layers: [any Layer]

  /// A chain of the given layers.
  public init(_ layers: any Layer...) { self.layers = layers }

  /// A chain of the given layers.
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// The layers, named by their places: "0", "1", ...
  public var members: [Member] { layers.enumerated().map { .layer("\($0.offset)", $0.element) } }

  /// The last layer's output.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    layers.reduce(input) { $1($0, mode) }
  }

  /// The last layer's output shape.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try layers.reduce(input) { try $1.outputShape(for: $0, &trace) }
  }
}
