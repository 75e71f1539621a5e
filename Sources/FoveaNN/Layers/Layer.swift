@_exported import FoveaAutograd

/// A part of a network: something with parameters, perhaps, that turns one variable into another.
///
/// Write a network as a class that stores its layers, lists them in `members`, and calls them; or as a
/// `Sequential`.
public protocol Layer: AnyObject {
  /// Parameters, buffers and layers inside, named, in order.
  ///
  /// The one list that optimisers, checkpoints, summaries and freezing go by: what is missing here is
  /// neither trained nor saved.
  var members: [Member] { get }

  /// What the layer is called in a summary; its type's name by default.
  var kind: String { get }

  /// The choices made by whoever wrote the layer, as "kernel 5x5, stride 1"; empty when there are none.
  var hyperparameters: String { get }

  /// The layer's output.
  ///
  /// - Parameters:
  ///   - input: [batch, ...].
  ///   - mode: whether this is training or inference; there is no default, so nobody forgets.
  func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable

  /// A layer that gives the same in inference and may be faster there; the layer itself by default.
  ///
  /// It has the values of this moment: later training does not change it.
  func frozen() -> any Layer

  /// The shape that comes out for a shape that goes in, batch first.
  ///
  /// Runs before any computation: a configuration that does not fit is an error here and not a trap later.
  /// Layers that hold others pass `trace` on; all others are entered into it by `trace.record`.
  ///
  /// - Throws: `ShapeError` naming the layer, what was expected and what was found.
  func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape
}

extension Layer {
  /// The type's name.
  public var kind: String { String(describing: type(of: self)) }

  /// None.
  public var hyperparameters: String { "" }

  /// None: most layers have no parameters.
  public var members: [Member] { [] }

  /// The shape that comes out for a shape that goes in, batch first.
  public func outputShape(for input: Shape) throws -> Shape {
    var trace = Trace()
    return try outputShape(for: input, &trace)
  }
}

/// Something that a layer stores, with its name.
public enum Member {
  /// Trained.
  case parameter(String, Parameter)
  /// Not trained, but part of the state: running statistics.
  case buffer(String, Buffer)
  /// A layer inside.
  case layer(String, any Layer)
}

/// State of a layer that is not trained, such as running statistics.
public final class Buffer {
  /// The present value.
  public var value: Tensor

  /// A buffer with its initial value.
  public init(_ value: Tensor) { self.value = value }
}
