/// Layers one after the other.
public final class Sequential: Chain {
  /// The layers, in order.
  public let layers: [any Layer]

  /// A chain of the given layers.
  public init(_ layers: any Layer...) { self.layers = layers }

  /// A chain of the given layers.
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// The layers, named by their places: "0", "1", ...
  public var members: [Member] { layers.enumerated().map { .layer("\($0.offset)", $0.element) } }
}
