/// A layer that replaces what it is given by a summary of neighbourhoods. It has no parameters, and makes
/// those of a dense layer behind it fewer.
public protocol PoolingLayer: Layer {}

/// The largest value of each window. Has no parameters.
public final class MaxPool2D: PoolingLayer {
  package let window: PoolWindow

  /// A layer with the given window.
  ///
  /// - Parameters:
  ///   - window: height and width of the window.
  ///   - stride: its steps; the window itself by default, so that windows do not overlap.
  ///   - padding: places around the input, never chosen; none by default.
  ///   - policy: an uncovered rest of the input is an error by default; `.floor` leaves it, `.ceil` adds a
  ///     window for it.
  public init(
    _ window: IntPair, stride: IntPair? = nil, padding: Padding = .narrow,
    policy: FitPolicy = .strict
  ) {
    self.window = PoolWindow(
      window: window, stride: stride ?? window, padding: padding, policy: policy)
  }

  /// Window, stride and padding.
  public var hyperparameters: String { window.description }

  /// The maxima.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let output = input.maxPool(orStop { try geometry(for: input.shape) })
    ActivationWatch.current?.see(output.value, pooledFrom: input.value, by: self)
    return output
  }

  /// The same window a place at a time, as on the lecture's slide of invariance.
  public var atEveryPlace: MaxPool2D {
    MaxPool2D(window.window, stride: 1, padding: window.padding, policy: window.policy)
  }

  func geometry(for input: Shape) throws -> Pool2DGeometry { try window.geometry(for: input) }

  /// [batch, output height, output width, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let geometry = try trace.naming(self) { try self.geometry(for: input) }
    return trace.record(self, from: input, to: geometry.outputShape)
  }
}

/// The mean of each window. Has no parameters.
public final class AvgPool2D: PoolingLayer {
  package let window: PoolWindow
  package let includesPadding: Bool

  /// A layer with the given window; see `MaxPool2D` for the defaults. With `includingPadding`, as by default, padding
  /// counts as zeros in the mean.
  public init(
    _ window: IntPair, stride: IntPair? = nil, padding: Padding = .narrow,
    policy: FitPolicy = .strict, includingPadding: Bool = true
  ) {
    self.window = PoolWindow(
      window: window, stride: stride ?? window, padding: padding, policy: policy)
    includesPadding = includingPadding
  }

  /// Window, stride and padding.
  public var hyperparameters: String { window.description }

  /// The means.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    input.averagePool(
      orStop { try window.geometry(for: input.shape) }, includingPadding: includesPadding)
  }

  /// [batch, output height, output width, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let geometry = try trace.naming(self) { try window.geometry(for: input) }
    return trace.record(self, from: input, to: geometry.outputShape)
  }
}

/// A window as a layer stores it, before it knows its input.
package struct PoolWindow: CustomStringConvertible {
  let window: IntPair
  let stride: IntPair
  let padding: Padding
  let policy: FitPolicy

  package var description: String {
    "window \(window), stride \(stride)" + (padding == .narrow ? "" : ", padding \(padding)")
      + (policy == .ceil ? ", ceil" : "")
  }

  package func geometry(for input: Shape) throws -> Pool2DGeometry {
    try Pool2DGeometry(
      input: input, window: window, stride: stride, padding: padding, policy: policy)
  }
}

extension PoolWindow {
  /// The output's shape, entered into the trace for the layer whose window this is.
  func outputShape(
    of layer: any Layer, for input: Shape, _ trace: inout Trace
  ) throws -> Shape {
    let geometry = try trace.naming(layer) { try self.geometry(for: input) }
    return trace.record(layer, from: input, to: geometry.outputShape)
  }
}
