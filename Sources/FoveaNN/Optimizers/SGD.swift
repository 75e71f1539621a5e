import FoveaKernels

/// Stochastic gradient descent, with momentum if wanted.
///
///     g = gradient + penalty.l2 * w            (weights only, not biases)
///     v = momentum * v + g
///     w = w - learningRate * v                 (Nesterov: g + momentum * v in place of v)
///
/// Without momentum and with an L2 penalty this is the lecture's w = (1 - rate * alpha) w - rate * gradient.
/// The velocity is that of Sutskever et al. (2013) as PyTorch scales it: the rate multiplies it when it is
/// used, so that changing the rate acts at once.
public final class SGD: Optimizer {
  /// What is trained.
  public let parameters: [Parameter]
  /// The learning rate of the next step.
  public var learningRate: Scalar
  /// The share of the velocity that stays; 0 for plain descent.
  public let momentum: Scalar
  /// Whether the step looks ahead along the velocity.
  public let nesterov: Bool
  /// The penalty on weights whose gradient is added.
  public let penalty: Penalty
  private var velocities: [Tensor]

  /// An optimiser of the given parameters.
  ///
  /// - Parameters:
  ///   - parameters: what to train.
  ///   - learningRate: 0 or more.
  ///   - momentum: 0 ..< 1; 0 by default.
  ///   - nesterov: false by default.
  ///   - penalty: none by default.
  public init(
    _ parameters: [Parameter], learningRate: Scalar, momentum: Scalar = 0, nesterov: Bool = false,
    penalty: Penalty = .none
  ) {
    require(learningRate >= 0, "SGD: a rate of 0 or more expected, received \(learningRate)")
    require(
      momentum >= 0 && momentum < 1, "SGD: momentum in 0 ..< 1 expected, received \(momentum)")
    self.parameters = parameters
    self.learningRate = learningRate
    self.momentum = momentum
    self.nesterov = nesterov
    self.penalty = penalty
    velocities = parameters.map { .zeros($0.shape) }
  }

  /// One step along the gradients.
  public func step(_ gradients: Gradients) throws {
    for (index, gradient) in try paired(gradients, velocities) {
      let parameter = parameters[index]
      let (gradient, decay) = penalty.prepared(gradient, parameter)
      gradient.read { g in
        velocities[index].write { v in
          parameter.value.write { w in
            ThreadPool.shared.split(gradient.count) { start, n in
              kernels.momentumUpdate(
                g + start, decay, momentum, learningRate, nesterov, v + start, w + start, n)
            }
          }
        }
      }
    }
  }

  /// The velocities.
  public var state: [(name: String, value: Tensor)] {
    velocities.enumerated().map { ("velocity.\($0.offset)", $0.element) }
  }

  /// Takes the velocities back.
  public func restore(_ state: [String: Tensor]) throws {
    velocities = try velocities.enumerated().map {
      try tensor("velocity.\($0.offset)", $0.element.shape, in: state)
    }
  }
}
