import FoveaKernels

/// What an optimiser trains, and all that its rule does not decide: groups, penalties, clipping.
struct UpdatePlan {
  let parameters: [Parameter]
  var clipping = GradientClipping.none
  private let rateFactors: [Scalar]
  private let penalties: [Penalty]
  private let shapes: [Shape]

  /// One parameter's part of a step.
  struct Update {
    /// Its place in `parameters`.
    let index: Int
    let gradient: Gradient
    /// The learning rate times the group's factor.
    let rate: Scalar
    let terms: UpdateTerms
  }

  init(_ groups: [ParameterGroup]) {
    parameters = groups.flatMap(\.parameters)
    rateFactors = groups.flatMap { group in group.parameters.map { _ in group.rateFactor } }
    penalties = groups.flatMap { group in group.parameters.map { _ in group.penalty } }
    shapes = parameters.map(\.shape)
    require(
      Set(parameters).count == parameters.count,
      "Optimizer: each parameter once expected, received one in several places")
  }

  /// The trainable parameters' parts of a step.
  ///
  /// - Throws: `OptimizerError` when a gradient is missing or does not fit.
  func updates(_ gradients: Gradients, rate: Scalar) throws -> [Update] {
    let pairs = try paired(gradients)
    let (scale, limit) = clipping.terms(pairs.lazy.map(\.gradient.value))
    return pairs.map { index, gradient in
      let penalty = parameters[index].isPenalized ? penalties[index] : .none
      let rate = rate * rateFactors[index]
      let terms = UpdateTerms(
        scale: scale, limit: limit, l1: penalty.l1, decay: penalty.l2,
        keep: 1 - rate * penalty.weightDecay, threshold: rate * penalty.proximalL1)
      return Update(index: index, gradient: gradient, rate: rate, terms: terms)
    }
  }

  /// What the penalties add to the loss.
  var penaltyValues: PenaltyValues {
    var values = PenaltyValues()
    for (parameter, penalty) in zip(parameters, penalties) where parameter.isTrainable {
      values.add(penalty, of: parameter)
    }
    return values
  }

  private func paired(_ gradients: Gradients) throws -> [(index: Int, gradient: Gradient)] {
    try parameters.enumerated().filter(\.element.isTrainable).map { index, parameter in
      guard let gradient = gradients.gradient(of: parameter) else {
        throw OptimizerError(
          description: "parameter \(index) of shape \(parameter.shape) has no gradient: "
            + "the loss does not depend on it; use it or freeze it (isTrainable = false)")
      }
      guard gradient.shape == parameter.shape else {
        throw OptimizerError(
          description:
            "parameter \(index) of shape \(parameter.shape) was handed a gradient of "
            + "shape \(gradient.shape)")
      }
      guard shapes[index] == parameter.shape else {
        throw OptimizerError(
          description:
            "parameter \(index) had shape \(shapes[index]) when this optimiser was made, "
            + "found \(parameter.shape): make a new one")
      }
      // A norm needs all of a gradient before anything is updated: multiplied once, not once more for the update.
      if case .norm = clipping { return (index, .tensor(gradient.value)) }
      return (index, gradient)
    }
  }
}

extension UpdatePlan.Update {
  /// Calls `body` with runs of the gradient and of the parameter's value, on the pool.
  func apply(
    to parameter: Parameter, _ body: (_ start: Int, _ g: Input, _ w: Output, _ n: Int) -> Void
  ) {
    parameter.value.write { w in
      switch gradient {
      case .tensor(let gradient):
        gradient.read { g in
          ThreadPool.shared.split(gradient.count) { start, n in body(start, g + start, w + start, n)
          }
        }
      case .product(let product):
        product.eachBlock { start, g, n in body(start, g, w + start, n) }
      }
    }
  }
}
