/// [batch, ...] as [batch, elements]: between the last pooling and the first dense layer.
public final class Flatten: Layer {
  /// The layer; there is nothing to choose.
  public init() {}

  /// The same elements, one row an item.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable { input.flattened() }

  /// [batch, elements].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    guard input.rank >= 1 else {
      throw ShapeError("\(trace.name(of: self)): [batch, ...] expected, found \(input)")
    }
    return trace.record(
      self, from: input, to: Shape([input[0], input.dimensions.dropFirst().reduce(1, *)]))
  }
}
