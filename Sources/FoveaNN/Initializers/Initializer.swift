/// How a weight tensor starts.
///
/// The variance of a layer's output is fan-in times the variance of its weights times that of its input;
/// Xavier and He choose the weights' variance so that signals neither vanish nor explode with depth.
public enum Initializer: Hashable, Sendable {
  /// All zeros. Every neuron of a layer then does the same and stays the same: for biases only.
  case zeros
  /// One value everywhere, with the same warning.
  case constant(Scalar)
  /// Normal with mean 0 and the given standard deviation; fine for small networks.
  case normal(standardDeviation: Scalar)
  /// Uniform in +-sqrt(6 / (fan-in + fan-out)): Glorot and Bengio (2010), for tanh and sigmoid.
  case xavierUniform
  /// Normal with variance 2 / (fan-in + fan-out): Glorot and Bengio (2010).
  case xavierNormal
  /// Uniform in +-sqrt(6 / fan-in): He et al. (2015), for ReLU.
  case heUniform
  /// Normal with variance 2 / fan-in: He et al. (2015), for ReLU.
  case heNormal
  /// Normal with variance 2 / fan-out: the same paper's other choice, by which gradients keep their size on
  /// the way back. Where layers widen, the signal starts smaller.
  case heNormalFanOut

  /// A weight tensor.
  ///
  /// - Parameters:
  ///   - shape: of the tensor.
  ///   - fanIn: inputs of one neuron.
  ///   - fanOut: neurons that one input reaches.
  ///   - random: where the numbers come from.
  public func callAsFunction(
    _ shape: Shape, fanIn: Int, fanOut: Int, _ random: inout RandomSource
  ) -> Tensor {
    let inputs = Scalar(max(1, fanIn))
    let both = Scalar(max(1, fanIn + fanOut))
    switch self {
    case .zeros: return .zeros(shape)
    case .constant(let value): return Tensor(repeating: value, shape)
    case .normal(let deviation):
      return Tensor(normal: 0, standardDeviation: deviation, shape, using: &random)
    case .xavierUniform: return uniform(shape, (6 / both).squareRoot(), &random)
    case .xavierNormal:
      return Tensor(
        normal: 0, standardDeviation: (2 / both).squareRoot(), shape, using: &random)
    case .heUniform: return uniform(shape, (6 / inputs).squareRoot(), &random)
    case .heNormal:
      return Tensor(
        normal: 0, standardDeviation: (2 / inputs).squareRoot(), shape, using: &random)
    case .heNormalFanOut:
      return Tensor(
        normal: 0, standardDeviation: (2 / Scalar(max(1, fanOut))).squareRoot(), shape,
        using: &random)
    }
  }

  /// A parameter that starts so; its numbers are drawn when they are first needed.
  ///
  /// The numbers come from a source split off from `random`: they do not depend on when that is.
  func parameter(
    _ shape: Shape, fanIn: Int, fanOut: Int, _ random: inout RandomSource
  ) -> Parameter {
    let source = random.split()
    return Parameter(shape) {
      var source = source
      return self(shape, fanIn: fanIn, fanOut: fanOut, &source)
    }
  }

  private func uniform(_ shape: Shape, _ bound: Scalar, _ random: inout RandomSource) -> Tensor {
    Tensor(uniform: -bound..<bound, shape, using: &random)
  }
}
