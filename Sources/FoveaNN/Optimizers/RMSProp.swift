import FoveaKernels

/// RMSProp: each element's step is divided by the root of a running mean of its gradient's square.
///
///     s = beta2 s + (1 - beta2) g^2
///     v = momentum * v + g / (sqrt(s) + epsilon)
///     w = w - rate * v
///
/// Centred, the root is of s - m^2 with the running mean m of the gradient: the variance alone.
///
/// Source: Tieleman and Hinton (2012), lecture 6.5; centred after Graves (2013). Epsilon is outside the root,
/// as in PyTorch; TensorFlow has it inside.
public final class RMSProp: Optimizer {
  /// The learning rate of the next step.
  public var learningRate: Scalar
  /// The share of the velocity that stays; 0 for none.
  public var momentum: Scalar
  /// The share of the mean square that stays.
  public let beta2: Scalar
  /// Added to the root.
  public let epsilon: Scalar
  /// Whether the mean gradient's square is taken off first.
  public let centered: Bool
  private var plan: UpdatePlan
  private var square: OptimizerState
  private var mean: OptimizerState
  private var velocity: OptimizerState

  /// An optimiser of the given parameters; the defaults are PyTorch's.
  public convenience init(
    _ parameters: [Parameter], learningRate: Scalar = 0.01, momentum: Scalar = 0,
    beta2: Scalar = 0.99, epsilon: Scalar = 1e-8, centered: Bool = false, penalty: Penalty = .none
  ) {
    self.init(
      groups: [ParameterGroup(parameters, penalty: penalty)], learningRate: learningRate,
      momentum: momentum, beta2: beta2, epsilon: epsilon, centered: centered)
  }

  /// An optimiser of groups of parameters, each with its penalty and its factor of the rate.
  public init(
    groups: [ParameterGroup], learningRate: Scalar = 0.01, momentum: Scalar = 0,
    beta2: Scalar = 0.99, epsilon: Scalar = 1e-8, centered: Bool = false
  ) {
    require(learningRate >= 0, "RMSProp: a rate of 0 or more expected, received \(learningRate)")
    require(
      momentum >= 0 && momentum < 1 && beta2 >= 0 && beta2 < 1,
      "RMSProp: momentum and beta2 in 0 ..< 1 expected, received \(momentum) and \(beta2)")
    require(epsilon >= 0, "RMSProp: an epsilon of 0 or more expected, received \(epsilon)")
    self.learningRate = learningRate
    self.momentum = momentum
    self.beta2 = beta2
    self.epsilon = epsilon
    self.centered = centered
    plan = UpdatePlan(groups)
    square = OptimizerState("square", plan.parameters)
    mean = OptimizerState("mean", plan.parameters, isUsed: centered)
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
      let index = update.index
      let numbers = RMSPropStep(
        keep: beta2, momentum: momentum, rate: update.rate, epsilon: epsilon)
      let hasVelocity = momentum > 0 || velocity.isUsed(index)
      square.write(index) { s in
        mean.write(index, if: centered) { m in
          velocity.write(index, if: hasVelocity) { v in
            update.apply(to: parameters[index]) { start, g, w, n in
              kernels.rmsPropUpdate(
                update.terms, numbers, g, s + start, m.map { $0 + start }, v.map { $0 + start }, w,
                n)
            }
          }
        }
      }
    }
  }

  /// Mean squares, means and velocities.
  public var state: [(name: String, value: Tensor)] {
    square.state + mean.state + velocity.state
  }

  /// Takes mean squares, means and velocities back.
  public func restore(_ state: [String: Tensor]) throws {
    let restored = try (square.restored(state), mean.restored(state), velocity.restored(state))
    (square, mean, velocity) = restored
  }
}
