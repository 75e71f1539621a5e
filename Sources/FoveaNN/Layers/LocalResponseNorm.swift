import FoveaKernels

/// Local response normalisation: each channel, the last axis, is divided by how strong its neighbours are at the
/// same place, as neurons inhibit those beside them.
///
///     y[c] = x[c] / (k + alpha * sum of x[c']^2 over `size` channels around c)^beta
///
/// Has no parameters. Batch normalisation has taken its place.
///
/// Source: Krizhevsky, Sutskever and Hinton (2012), section 3.3.
public final class LocalResponseNorm: Layer {
  /// Channels in a window.
  public let size: Int
  /// What the sum of squares is multiplied by.
  public let alpha: Scalar
  /// The exponent.
  public let beta: Scalar
  /// What is there without any neighbour.
  public let k: Scalar

  /// A layer of the paper's numbers by default.
  ///
  /// - Parameters:
  ///   - size: channels in a window, the one in its middle among them; 5 by default.
  ///   - alpha: multiplies the sum; 1e-4 by default. PyTorch and Caffe divide theirs by the size first.
  ///   - beta: the exponent; 0.75 by default.
  ///   - k: above 0; 2 by default.
  public init(size: Int = 5, alpha: Scalar = 1e-4, beta: Scalar = 0.75, k: Scalar = 2) {
    require(
      size > 0 && alpha >= 0 && k > 0,
      "LocalResponseNorm: a size of 1 or more, alpha of 0 or more and k above 0 expected, received "
        + "\(size), \(alpha) and \(k)")
    (self.size, self.alpha, self.beta, self.k) = (size, alpha, beta, k)
  }

  /// The numbers.
  public var hyperparameters: String { "size \(size), alpha \(alpha), beta \(beta), k \(k)" }

  /// The normalised input. Traps on a shape that `outputShape` refuses.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    input.localResponseNormalized(size: size, alpha: alpha, beta: beta, k: k)
  }

  /// The input's shape.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    guard input.rank >= 2 else {
      throw ShapeError("\(trace.name(of: self)): [batch, ..., channels] expected, found \(input)")
    }
    return trace.record(self, from: input, to: input)
  }
}
