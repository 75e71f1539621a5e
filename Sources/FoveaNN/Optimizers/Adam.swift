import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Adam: steps scaled by running averages of the gradient and of its square.
///
///     m = beta1 m + (1 - beta1) g              v = beta2 v + (1 - beta2) g^2
///     w = w - rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
///
/// Source: Kingma and Ba (2015), algorithm 1. A penalty is added to the gradient, as in the paper's time;
/// not decoupled.
public final class Adam: Optimizer {
  /// What is trained.
  public let parameters: [Parameter]
  /// The learning rate of the next step.
  public var learningRate: Scalar
  /// The share of the first moment that stays.
  public let beta1: Scalar
  /// The share of the second moment that stays.
  public let beta2: Scalar
  /// Added to the root of the second moment.
  public let epsilon: Scalar
  /// The penalty on weights whose gradient is added.
  public let penalty: Penalty
  private var first: [Tensor]
  private var second: [Tensor]
  private var steps = 0

  /// An optimiser of the given parameters; the defaults are the paper's.
  public init(
    _ parameters: [Parameter], learningRate: Scalar = 0.001, beta1: Scalar = 0.9,
    beta2: Scalar = 0.999, epsilon: Scalar = 1e-8, penalty: Penalty = .none
  ) {
    require(learningRate >= 0, "Adam: a rate of 0 or more expected, received \(learningRate)")
    require(
      beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1,
      "Adam: betas in 0 ..< 1 expected, received \(beta1) and \(beta2)")
    self.parameters = parameters
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.penalty = penalty
    first = parameters.map { .zeros($0.shape) }
    second = first
  }

  /// One step along the gradients.
  public func step(_ gradients: Gradients) throws {
    let pairs = try paired(gradients, first)
    steps += 1
    let correction1 = Scalar(1 - pow(Double(beta1), Double(steps)))
    let correction2 = Scalar(1 - pow(Double(beta2), Double(steps)))
    for (index, gradient) in pairs {
      let parameter = parameters[index]
      let (gradient, decay) = penalty.prepared(gradient, parameter)
      let numbers = AdamStep(
        decay: decay, beta1: beta1, beta2: beta2, rate: learningRate / correction1,
        secondScale: 1 / correction2.squareRoot(), epsilon: epsilon)
      gradient.read { g in
        first[index].write { m in
          second[index].write { v in
            parameter.value.write { w in
              ThreadPool.shared.split(gradient.count) { start, n in
                kernels.adamUpdate(numbers, g + start, m + start, v + start, w + start, n)
              }
            }
          }
        }
      }
    }
  }

  /// The moments and the number of steps.
  public var state: [(name: String, value: Tensor)] {
    first.enumerated().map { ("first.\($0.offset)", $0.element) }
      + second.enumerated().map { ("second.\($0.offset)", $0.element) }
      + [("steps", Tensor([Scalar(steps / 1_000_000), Scalar(steps % 1_000_000)]))]
  }

  /// Takes the moments and the number of steps back.
  public func restore(_ state: [String: Tensor]) throws {
    let first = try first.enumerated().map {
      try tensor("first.\($0.offset)", $0.element.shape, in: state)
    }
    let second = try second.enumerated().map {
      try tensor("second.\($0.offset)", $0.element.shape, in: state)
    }
    // Two numbers, because a Float counts exactly only to 2^24.
    let counts = try tensor("steps", [2], in: state).elements
    guard counts.allSatisfy({ $0 >= 0 && $0 <= 1e6 && $0 == $0.rounded() }) else {
      throw StateError("steps: whole numbers of 0 or more expected, found \(counts)")
    }
    self.first = first
    self.second = second
    steps = Int(counts[0]) * 1_000_000 + Int(counts[1])
  }
}
