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
  /// The learning rate of the next step.
  public var learningRate: Scalar
  /// The share of the velocity that stays; 0 for plain descent, which keeps no velocity.
  public var momentum: Scalar
  /// Whether the step looks ahead along the velocity.
  public let nesterov: Bool
  private var plan: UpdatePlan
  private var velocity: OptimizerState

  /// An optimiser of the given parameters.
  ///
  /// - Parameters:
  ///   - parameters: what to train.
  ///   - learningRate: 0 or more.
  ///   - momentum: 0 ..< 1; 0 by default.
  ///   - nesterov: false by default.
  ///   - penalty: none by default.
  public convenience init(
    _ parameters: [Parameter], learningRate: Scalar, momentum: Scalar = 0, nesterov: Bool = false,
    penalty: Penalty = .none
  ) {
    self.init(
      groups: [ParameterGroup(parameters, penalty: penalty)], learningRate: learningRate,
      momentum: momentum, nesterov: nesterov)
  }

  /// An optimiser of groups of parameters, each with its penalty and its factor of the rate.
  public init(
    groups: [ParameterGroup], learningRate: Scalar, momentum: Scalar = 0, nesterov: Bool = false
  ) {
    require(learningRate >= 0, "SGD: a rate of 0 or more expected, received \(learningRate)")
    require(
      momentum >= 0 && momentum < 1, "SGD: momentum in 0 ..< 1 expected, received \(momentum)")
    self.learningRate = learningRate
    self.momentum = momentum
    self.nesterov = nesterov
    plan = UpdatePlan(groups)
    velocity = OptimizerState("velocity", plan.parameters, isUsed: momentum > 0)
  }

  /// What is trained.
  public var parameters: [Parameter] { plan.parameters }

  /// What bounds gradients; nothing by default.
  public var clipping: GradientClipping {
    get { plan.clipping }
    set { plan.clipping = newValue }
  }

  /// What the penalties add to the loss.
  public var penaltyValues: PenaltyValues { plan.penaltyValues }

  /// One step along the gradients.
  public func step(_ gradients: Gradients) throws {
    for update in try plan.updates(gradients, rate: learningRate) {
      let numbers = MomentumStep(momentum: momentum, rate: update.rate, nesterov: nesterov)
      let hasVelocity = momentum > 0 || velocity.isUsed(update.index)
      velocity.write(update.index, if: hasVelocity) { v in
        update.apply(to: parameters[update.index]) { start, g, w, n in
          kernels.momentumUpdate(update.terms, numbers, g, v.map { $0 + start }, w, n)
        }
      }
    }
  }

  /// The velocities.
  public var state: [(name: String, value: Tensor)] { velocity.state }

  /// Takes the velocities back.
  public func restore(_ state: [String: Tensor]) throws { velocity = try velocity.restored(state) }
}
