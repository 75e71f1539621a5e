import FoveaKernels

/// Adds normal noise while training: small changes of its input must not matter to a network.
///
/// At the input it is augmentation; between layers it regularises as a penalty on the weights' effect would
/// (Bishop, 1995).
public final class GaussianNoise: ElementwiseLayer {
  /// The noise's standard deviation, in units of the input.
  public let standardDeviation: Scalar

  /// A layer with the given standard deviation, 0 or more; 0.1 by default, a tenth of a standardised input.
  public init(standardDeviation: Scalar = 0.1) {
    require(
      standardDeviation >= 0 && standardDeviation.isFinite,
      "GaussianNoise: a standard deviation of 0 or more expected, received \(standardDeviation)")
    self.standardDeviation = standardDeviation
  }

  /// The standard deviation.
  public var hyperparameters: String { "deviation \(standardDeviation)" }

  /// The input with noise in training, the input itself in inference.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    guard case .training(let stream) = mode, standardDeviation > 0 else { return input }
    var random = stream.next()
    let noise = Tensor(
      normal: 0, standardDeviation: standardDeviation, input.shape, using: &random)
    return input + Variable(noise)
  }
}
