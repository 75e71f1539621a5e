/// What was learned of a network by following one input's shape through it.
public struct Trace {
  /// One layer without layers inside.
  public struct Row {
    /// The layer's path in the network, as in "features.0"; empty when the network does not list it.
    public let path: String
    /// The layer.
    public let layer: any Layer
    /// The shape that went in.
    public let input: Shape
    /// The shape that came out.
    public let output: Shape
    /// Multiply-adds for the whole batch.
    public let multiplyAdds: Int
  }

  /// The layers in the order in which the input met them.
  public private(set) var rows: [Row] = []
  /// Multiply-adds of all of them, for the whole batch.
  public var multiplyAdds: Int { rows.reduce(0) { $0 + $1.multiplyAdds } }
  private let paths: [ObjectIdentifier: String]

  /// A trace without names.
  public init() { paths = [:] }

  /// A trace that names the layers of `network` by their paths.
  public init(naming network: any Layer) {
    var paths: [ObjectIdentifier: String] = [:]
    network.forEachLayer { path, layer in paths[ObjectIdentifier(layer)] = path }
    self.paths = paths
  }

  /// Enters a layer and what it did to the shape; returns the output.
  @discardableResult
  public mutating func record(
    _ layer: any Layer, from input: Shape, to output: Shape, multiplyAdds: Int = 0
  ) -> Shape {
    rows.append(
      Row(
        path: paths[ObjectIdentifier(layer)] ?? "", layer: layer, input: input, output: output,
        multiplyAdds: multiplyAdds))
    return output
  }

  /// The name of a layer for an error: its path and kind.
  public func name(of layer: any Layer) -> String {
    let path = paths[ObjectIdentifier(layer)] ?? ""
    return path.isEmpty ? layer.kind : "\(path) (\(layer.kind))"
  }

  /// Runs `body` and puts the layer's name before a shape error from it.
  public func naming<R>(_ layer: any Layer, _ body: () throws -> R) throws -> R {
    do { return try body() } catch let error as ShapeError {
      throw ShapeError("\(name(of: layer)): \(error)")
    }
  }
}
