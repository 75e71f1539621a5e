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
/// An L2 penalty is added to the gradient, as in the paper's time, and so divided like it: weights with
/// large gradients hardly decay. `AdamW`, or `Penalty.weightDecay`, decays all alike.
///
/// Source: Kingma and Ba (2015), algorithm 1; AMSGrad after Reddi et al. (2018).
public class Adam: Optimizer {
  /// The learning rate of the next step.
  public var learningRate: Scalar
  /// The share of the first moment that stays.
  public var beta1: Scalar
  /// The share of the second moment that stays.
  public let beta2: Scalar
  /// Added to the root of the second moment.
  public let epsilon: Scalar
  /// Whether the largest second moment so far scales the step, so that it never grows again.
  public let amsgrad: Bool
  private var plan: UpdatePlan
  private var first: OptimizerState
  private var second: OptimizerState
  private var largest: OptimizerState
  private var steps = StepCount()

  /// An optimiser of the given parameters; the defaults are the paper's.
  public convenience init(
    _ parameters: [Parameter], learningRate: Scalar = 0.001, beta1: Scalar = 0.9,
    beta2: Scalar = 0.999, epsilon: Scalar = 1e-8, amsgrad: Bool = false, penalty: Penalty = .none
  ) {
    self.init(
      groups: [ParameterGroup(parameters, penalty: penalty)], learningRate: learningRate,
      beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad)
  }

  /// An optimiser of groups of parameters, each with its penalty and its factor of the rate.
  public init(
    groups: [ParameterGroup], learningRate: Scalar = 0.001, beta1: Scalar = 0.9,
    beta2: Scalar = 0.999, epsilon: Scalar = 1e-8, amsgrad: Bool = false
  ) {
    require(learningRate >= 0, "Adam: a rate of 0 or more expected, received \(learningRate)")
    require(
      beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1,
      "Adam: betas in 0 ..< 1 expected, received \(beta1) and \(beta2)")
    require(epsilon >= 0, "Adam: an epsilon of 0 or more expected, received \(epsilon)")
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.amsgrad = amsgrad
    plan = UpdatePlan(groups)
    first = OptimizerState("first", plan.parameters)
    second = OptimizerState("second", plan.parameters)
    largest = OptimizerState("largest", plan.parameters, isUsed: amsgrad)
  }

  /// What is trained.
  public var parameters: [Parameter] { plan.parameters }

  /// The share of the first moment that stays: `beta1`.
  public var momentum: Scalar {
    get { beta1 }
    set { beta1 = newValue }
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
    steps.count()
    let correction1 = Scalar(1 - pow(Double(beta1), Double(steps.value)))
    let correction2 = Scalar(1 - pow(Double(beta2), Double(steps.value)))
    for update in updates {
      let numbers = AdamStep(
        beta1: beta1, beta2: beta2, rate: update.rate / correction1,
        secondScale: 1 / correction2.squareRoot(), epsilon: epsilon)
      first.write(update.index) { m in
        second.write(update.index) { v in
          largest.write(update.index, if: amsgrad) { largest in
            update.apply(to: parameters[update.index]) { start, g, w, n in
              kernels.adamUpdate(
                update.terms, numbers, g, m + start, v + start, largest.map { $0 + start }, w, n)
            }
          }
        }
      }
    }
  }

  /// The moments and the number of steps.
  public var state: [(name: String, value: Tensor)] {
    first.state + second.state + largest.state + steps.state
  }

  /// Takes the moments and the number of steps back.
  public func restore(_ state: [String: Tensor]) throws {
    let restored = try (
      first.restored(state), second.restored(state), largest.restored(state),
      steps.restored(state)
    )
    (first, second, largest, steps) = restored
  }
}

/// Adam with decoupled weight decay: w = (1 - rate * weightDecay) w, then Adam's step.
///
/// Source: Loshchilov and Hutter (2019), algorithm 2, with the decay scaled by the rate as PyTorch's is.
public final class AdamW: Adam {
  /// An optimiser of the given parameters; the defaults are PyTorch's. For groups, and for L1 beside it,
  /// `Adam` with `Penalty.weightDecay` is the same. `weightDecay` is of weights; biases and normalisation's scales do
  /// not decay.
  public init(
    _ parameters: [Parameter], learningRate: Scalar = 0.001, weightDecay: Scalar = 0.01,
    beta1: Scalar = 0.9, beta2: Scalar = 0.999, epsilon: Scalar = 1e-8, amsgrad: Bool = false
  ) {
    super.init(
      groups: [ParameterGroup(parameters, penalty: .weightDecay(weightDecay))],
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad)
  }
}
