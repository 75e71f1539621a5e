/// How a weight tensor starts.
///
/// The variance of a layer's output is fan-in times the variance of its weights times that of its input;
/// Xavier and He choose the weights' variance so that signals neither vanish nor explode with depth.
public indirect enum Initializer: Hashable, Sendable {
  /// All zeros. Every neuron of a layer then does the same and stays the same: for biases only.
  case zeros
  /// One value everywhere, with the same warning.
  case constant(Scalar)
  /// Normal with mean 0 and the given standard deviation; fine for small networks.
  case normal(standardDeviation: Scalar)
  /// Normal with mean 0 and the given standard deviation, without what lies beyond two of them (which leaves
  /// 0.88 of the deviation), as TensorFlow and PyTorch have it: no weight starts far out.
  case truncatedNormal(standardDeviation: Scalar)
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
  /// Uniform in +-sqrt(3 / fan-in): LeCun et al. (1998), Efficient BackProp, section 4.6, equation 16.
  case lecunUniform
  /// Normal with variance 1 / fan-in: the same; what SELU wants.
  case lecunNormal
  /// Orthonormal columns, or rows where there are fewer, for any depth of linear layers the same gain:
  /// Saxe et al. (2014). The axes but the last make the rows. A matrix of thousands takes minutes.
  case orthogonal
  /// Another's numbers times a factor: see `xavierNormal(gain:)` and the like.
  case scaled(Initializer, by: Scalar)

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
    let outputs = Scalar(max(1, fanOut))
    let both = Scalar(max(1, fanIn + fanOut))
    func normal(_ variance: Scalar) -> Tensor {
      Tensor(normal: 0, standardDeviation: variance.squareRoot(), shape, using: &random)
    }
    func uniform(_ squaredBound: Scalar) -> Tensor {
      let bound = squaredBound.squareRoot()
      return Tensor(uniform: -bound..<bound, shape, using: &random)
    }
    switch self {
    case .zeros: return .zeros(shape)
    case .constant(let value): return Tensor(repeating: value, shape)
    case .normal(let deviation):
      return Tensor(normal: 0, standardDeviation: deviation, shape, using: &random)
    case .truncatedNormal(let deviation):
      return Tensor(truncatedNormal: 0, standardDeviation: deviation, shape, using: &random)
    case .xavierUniform: return uniform(6 / both)
    case .xavierNormal: return normal(2 / both)
    case .heUniform: return uniform(6 / inputs)
    case .heNormal: return normal(2 / inputs)
    case .heNormalFanOut: return normal(2 / outputs)
    case .lecunUniform: return uniform(3 / inputs)
    case .lecunNormal: return normal(1 / inputs)
    case .orthogonal: return Tensor(orthogonal: shape, using: &random)
    case .scaled(let initializer, let factor):
      return initializer(shape, fanIn: fanIn, fanOut: fanOut, &random) * factor
    }
  }

  /// A parameter that starts so; its numbers are drawn when they are first needed.
  ///
  /// The numbers come from a source split off from `random`: they do not depend on when that is.
  func parameter(
    _ shape: Shape, fanIn: Int, fanOut: Int, _ random: inout RandomSource
  ) -> Parameter {
    let source = random.split()
    let parameter = Parameter(shape) {
      var source = source
      return self(shape, fanIn: fanIn, fanOut: fanOut, &source)
    }
    parameter.fans = Parameter.Fans(inputs: fanIn, outputs: fanOut)
    return parameter
  }
}
