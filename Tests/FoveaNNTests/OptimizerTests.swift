import FoveaNN
import TestSupport
import Testing

/// One step by the lecture's formulas, and the rules of optimisers.
@Suite struct OptimizerTests {
  let w = Tensor([0.5, -2, 3])
  let gradient = Tensor([0.1, 0.2, -0.3])

  func stepped(_ make: ([Parameter]) -> any Optimizer, steps: Int = 1) throws -> Tensor {
    let parameter = Parameter(w)
    let optimizer = make([parameter])
    for _ in 0..<steps {
      var gradients = Gradients()
      gradients[parameter] = gradient
      try optimizer.step(gradients)
    }
    return parameter.value
  }

  /// Row J2: w = w - rate (alpha w + gradient) = (1 - rate alpha) w - rate gradient.
  @Test func l2StepEqualsBothFormulasOfTheSlide() throws {
    let (rate, alpha): (Scalar, Scalar) = (0.1, 0.01)
    let updated = try stepped { SGD($0, learningRate: rate, penalty: .l2(alpha)) }
    expectClose(updated, w - (w * alpha + gradient) * rate, reduction: 4)
    expectClose(updated, w * (1 - rate * alpha) - gradient * rate, reduction: 4)
  }

  /// Row J3: the gradient of alpha |w| is alpha sign(w).
  @Test func l1StepAddsTheSign() throws {
    let updated = try stepped { SGD($0, learningRate: 0.1, penalty: .l1(0.5)) }
    expectClose(updated, w - (gradient + Tensor([0.5, -0.5, 0.5])) * 0.1, reduction: 4)
  }

  /// Row J1: the penalty's value, and none for alpha = 0.
  @Test func penaltiesAreValued() {
    let parameters = [Parameter(w), Parameter(Tensor([100]), isPenalized: false)]
    #expect(Penalty.none.value(of: parameters) == 0)
    expectClose(Double((Penalty.l1(2) + .l2(4)).value(of: parameters)), 2 * 5.5 + 2 * 13.25)
  }

  @Test func biasesAreNotPenalized() throws {
    let bias = Parameter(w, isPenalized: false)
    let optimizer = SGD([bias], learningRate: 1, penalty: .l1(1) + .l2(1))
    var gradients = Gradients()
    gradients[bias] = .zeros([3])
    try optimizer.step(gradients)
    #expect(bias.value.elements == w.elements)
  }

  @Test func momentumAccumulatesAndNesterovLooksAhead() throws {
    // v1 = g, v2 = 1.9 g: w - rate (1 + 1.9) g.
    let plain = try stepped({ SGD($0, learningRate: 0.1, momentum: 0.9) }, steps: 2)
    expectClose(plain, w - gradient * 0.29, reduction: 8)
    // g + 0.9 v: 1.9 g, then 1 + 0.9 * 1.9 = 2.71 g.
    let ahead = try stepped(
      { SGD($0, learningRate: 0.1, momentum: 0.9, nesterov: true) }, steps: 2)
    expectClose(ahead, w - gradient * 0.461, reduction: 8)
  }

  /// With a constant gradient both corrected moments are it and its square: each step is the rate.
  @Test func adamsStepIsTheRateForAConstantGradient() throws {
    let updated = try stepped({ Adam($0, learningRate: 0.01, epsilon: 0) }, steps: 3)
    expectClose(updated, w - Tensor([0.03, 0.03, -0.03]), reduction: 64)
  }

  @Test func aParameterWithoutGradientIsAnError() {
    let parameters = [Parameter(w), Parameter(w)]
    var gradients = Gradients()
    gradients[parameters[0]] = gradient
    #expect {
      try SGD(parameters, learningRate: 1).step(gradients)
    } throws: {
      "\($0)".hasPrefix("parameter 1 of shape [3] has no gradient")
    }
    #expect(parameters[0].value.elements == w.elements)
    parameters[1].isTrainable = false
    #expect(throws: Never.self) { try SGD(parameters, learningRate: 1).step(gradients) }
  }

  @Test(arguments: ["SGD", "Adam"]) func shapesThatDoNotAgreeAreErrors(_ name: String) {
    let parameter = Parameter(w)
    let optimizer: any Optimizer =
      name == "SGD" ? SGD([parameter], learningRate: 1) : Adam([parameter])
    var gradients = Gradients()
    gradients[parameter] = .zeros([1000])
    #expect {
      try optimizer.step(gradients)
    } throws: {
      "\($0)" == "parameter 0 of shape [3] was handed a gradient of shape [1000]"
    }
    parameter.value = .zeros([1000])
    #expect {
      try optimizer.step(gradients)
    } throws: {
      "\($0)".hasPrefix("parameter 0 had shape [3] when this optimiser was made, found [1000]")
    }
  }

  @Test(arguments: ["SGD", "Adam"]) func stateContinuesWhereItWasTaken(_ name: String) throws {
    func make(_ p: [Parameter]) -> any Optimizer {
      name == "SGD"
        ? SGD(p, learningRate: 0.1, momentum: 0.9) : Adam(p, learningRate: 0.1)
    }
    let (straight, resumed) = (Parameter(w), Parameter(w))
    let first = make([straight])
    var second = make([resumed])
    for step in 0..<4 {
      for (optimizer, parameter) in [(first, straight), (second, resumed)] {
        var gradients = Gradients()
        gradients[parameter] = gradient * Scalar(step + 1)
        try optimizer.step(gradients)
      }
      let saved = second.state
      second = make([resumed])
      try second.restore(Dictionary(uniqueKeysWithValues: saved.map { ($0.name, $0.value) }))
    }
    expectSameBits(resumed.value, straight.value)
    #expect(throws: StateError.self) { try second.restore([:]) }
  }
}
