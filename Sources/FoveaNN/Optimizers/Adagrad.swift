import FoveaKernels

/// Adagrad: each element's step is divided by the root of the sum of its gradients' squares so far.
///
///     s = s + g^2
///     w = w - rate / (1 + (t - 1) * rateDecay) * g / (sqrt(s) + epsilon)
///
/// Elements that seldom have a gradient keep large steps; all steps shrink with time.
///
/// Source: Duchi et al. (2011).
public final class Adagrad: Optimizer {
  /// The learning rate of the next step, before `rateDecay`.
  public var learningRate: Scalar
  /// How fast the rate falls beside the sum's growth; 0 for not at all.
  public let rateDecay: Scalar
  /// Added to the root.
  public let epsilon: Scalar
  private var plan: UpdatePlan
  private var sum: OptimizerState
  private var steps = StepCount()

  /// An optimiser of the given parameters; the defaults are PyTorch's. The sums of squares begin with `initialSum`: more
  /// than 0 makes the first steps smaller.
  public convenience init(
    _ parameters: [Parameter], learningRate: Scalar = 0.01, rateDecay: Scalar = 0,
    initialSum: Scalar = 0, epsilon: Scalar = 1e-10, penalty: Penalty = .none
  ) {
    self.init(
      groups: [ParameterGroup(parameters, penalty: penalty)], learningRate: learningRate,
      rateDecay: rateDecay, initialSum: initialSum, epsilon: epsilon)
  }

  /// An optimiser of groups of parameters, each with its penalty and its factor of the rate.
  public init(
    groups: [ParameterGroup], learningRate: Scalar = 0.01, rateDecay: Scalar = 0,
    initialSum: Scalar = 0, epsilon: Scalar = 1e-10
  ) {
    let numbers = [learningRate, rateDecay, initialSum, epsilon]
    require(
      numbers.allSatisfy { $0 >= 0 },
      "Adagrad: rate, decay, sum and epsilon of 0 or more expected, received \(numbers)")
    self.learningRate = learningRate
    self.rateDecay = rateDecay
    self.epsilon = epsilon
    plan = UpdatePlan(groups)
    sum = OptimizerState("sum", plan.parameters, initial: initialSum)
  }

  /// What is trained.
  public var parameters: [Parameter] { plan.parameters }

  /// 0: there is none, and setting it changes nothing.
  public var momentum: Scalar {
    get { 0 }
    set {}
  }

  /// What bounds gradients; nothing by default.
  public var clipping: GradientClipping {
    get { plan.clipping }
    set { plan.clipping = newValue }
  }

  /// What the penalties add to the loss.
  public var penaltyValues: PenaltyValues { plan.penaltyValues }

  /// One step along the gradients.
  public func step(_ gradients: Gradients) throws {
    let updates = try plan.updates(gradients, rate: learningRate)
    let slowing = 1 + Scalar(steps.value) * rateDecay
    steps.count()
    for update in updates {
      sum.write(update.index) { s in
        update.apply(to: parameters[update.index]) { start, g, w, n in
          kernels.adagradUpdate(
            update.terms, update.rate / slowing, epsilon, g, s + start, w, n)
        }
      }
    }
  }

  /// The sums and the number of steps.
  public var state: [(name: String, value: Tensor)] { sum.state + steps.state }

  /// Takes the sums and the number of steps back.
  public func restore(_ state: [String: Tensor]) throws {
    let restored = try (sum.restored(state), steps.restored(state))
    (sum, steps) = restored
  }
}
