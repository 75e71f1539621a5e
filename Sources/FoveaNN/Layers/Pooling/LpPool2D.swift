import FoveaKernels

/// The p-norm of each window: (sum of |x|^p)^(1/p). Between a sum, p = 1, and the maximum, which it comes near
/// for large p. Has no parameters.
///
/// Source: Sermanet, Chintala and LeCun (2012).
public final class LpPool2D: PoolingLayer {
  /// The exponent.
  public let p: Scalar
  package let window: PoolWindow

  /// A layer with the given window; see `MaxPool2D` for the other defaults.
  ///
  /// - Parameters:
  ///   - window: height and width of the window.
  ///   - p: the exponent, 1 or more; 2 by default, the paper's choice.
  ///   - stride: the window by default.
  ///   - padding: counts as zeros; none by default.
  ///   - policy: an uncovered rest of the input is an error by default.
  public init(
    _ window: IntPair, p: Scalar = 2, stride: IntPair? = nil, padding: Padding = .narrow,
    policy: FitPolicy = .strict
  ) {
    require(p >= 1 && p.isFinite, "LpPool2D: an exponent of 1 or more expected, received \(p)")
    self.p = p
    self.window = PoolWindow(
      window: window, stride: stride ?? window, padding: padding, policy: policy)
  }

  /// Exponent, window, stride and padding.
  public var hyperparameters: String { "p \(p), \(window)" }

  /// The norms.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    input.lpPool(p: p, orStop { try window.geometry(for: input.shape) })
  }

  /// [batch, output height, output width, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try window.outputShape(of: self, for: input, &trace)
  }
}
