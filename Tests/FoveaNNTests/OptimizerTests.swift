import Foundation
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

  /// Row J1: alpha is from 0 on.
  @Test func negativeFactorsStop() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Penalty(l2: -1)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("Penalty: factors of 0 or more expected, received [0.0, -1.0, 0.0, 0.0]"))
  }

  /// Row J2: decoupled, the decay is no part of the velocity: with momentum the two forms part ways.
  @Test func decoupledDecayIsTheSlidesStepAndStaysOutOfTheVelocity() throws {
    let (rate, alpha): (Scalar, Scalar) = (0.1, 0.01)
    func plain(_ penalty: Penalty, steps: Int, momentum: Scalar = 0) throws -> Tensor {
      try stepped(
        { SGD($0, learningRate: rate, momentum: momentum, penalty: penalty) }, steps: steps)
    }
    expectClose(
      try plain(.weightDecay(alpha), steps: 1), w * (1 - rate * alpha) - gradient * rate,
      reduction: 4)
    expectClose(
      try plain(.weightDecay(alpha), steps: 3), try plain(.l2(alpha), steps: 3), reduction: 12)
    let keep = 1 - rate * alpha
    expectClose(
      try plain(.weightDecay(alpha), steps: 2, momentum: 0.9),
      (w * keep - gradient * rate) * keep - gradient * (1.9 * rate), reduction: 8)
    let coupled = try plain(.l2(alpha), steps: 2, momentum: 0.9)
    let decoupled = try plain(.weightDecay(alpha), steps: 2, momentum: 0.9)
    #expect(abs(coupled.elements[2] - decoupled.elements[2]) > 1e-3)
  }

  /// Row J3: by soft thresholding weights become exactly 0 and stay; by sign(w) they swing around it.
  @Test func theProximalStepMakesWeightsExactlyZero() throws {
    func weights(_ penalty: Penalty) throws -> [Scalar] {
      let parameter = Parameter(Tensor([0.013, -0.02, 3, -0.001]))
      let optimizer = SGD([parameter], learningRate: 0.1, penalty: penalty)
      for _ in 0..<5 {
        var gradients = Gradients()
        gradients[parameter] = Tensor([0, 0.001, -1, 0])
        try optimizer.step(gradients)
      }
      #expect(parameter.value.elements.allSatisfy { $0.sign == .plus || $0 != 0 }, "no -0")
      return parameter.value.elements
    }
    let sparse = try weights(.proximalL1(0.1))
    #expect(sparse[0] == 0 && sparse[1] == 0 && sparse[3] == 0)
    // 3 + 5 * 0.1 * (1 - 0.1).
    expectClose(Double(sparse[2]), 3.45, reduction: 8)
    #expect(try !weights(.l1(0.1)).contains(0))
    // A first step that is only the threshold: by rate * alpha towards 0.
    let once = try stepped({ SGD($0, learningRate: 0.1, penalty: .proximalL1(1)) })
    expectClose(once, Tensor([0.39, -1.92, 2.93]), reduction: 4)
  }

  @Test func sparsityCountsWeightsThatAreZero() {
    let layer = Dense(weight: Tensor([2, 2], [0, 1, 0, 2]), bias: Tensor([0, 0]))
    #expect(layer.sparsity == 0.5)
    let values = (Penalty.proximalL1(2) + .weightDecay(4) + .l1(1)).values(of: layer.parameters)
    expectClose(values.l1, 9)
    expectClose(values.l2, 10)
  }

  @Test func biasesAreNotPenalized() throws {
    let bias = Parameter(w, isPenalized: false)
    let penalty = Penalty.l1(1) + .l2(1) + .proximalL1(1) + .weightDecay(0.5)
    let optimizer = SGD([bias], learningRate: 1, penalty: penalty)
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

  @Test func adamWIsAdamWithDecoupledDecay() throws {
    let own = try stepped({ AdamW($0, learningRate: 0.1, weightDecay: 0.5) }, steps: 3)
    let adam = try stepped(
      { Adam($0, learningRate: 0.1, penalty: .weightDecay(0.5)) }, steps: 3)
    expectSameBits(own, adam)
    let without = try stepped({ AdamW($0, learningRate: 0.1, weightDecay: 0) }, steps: 3)
    #expect(own.elements != without.elements)
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

  @Test(arguments: makers.indices) func shapesThatDoNotAgreeAreErrors(_ index: Int) {
    let parameter = Parameter(w)
    let optimizer = Self.makers[index]([parameter])
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

  /// One of each kind, with all the state that it can have.
  static let makers: [@Sendable ([Parameter]) -> any Optimizer] = [
    { SGD($0, learningRate: 0.1, momentum: 0.9) },
    { Adam($0, learningRate: 0.1, amsgrad: true) },
    { AdamW($0, learningRate: 0.1) },
    { RMSProp($0, learningRate: 0.1, momentum: 0.9, centered: true) },
    { Adagrad($0, learningRate: 0.1, rateDecay: 0.5) },
  ]

  @Test(arguments: makers.indices) func stateContinuesWhereItWasTaken(_ index: Int) throws {
    let make = Self.makers[index]
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

  /// A pass over weight, gradient and state, in place: in a process of its own, as other tests' tensors
  /// would count as well.
  @Test(arguments: makers.indices) func aStepTakesNoMemory(_ index: Int) async {
    await #expect(processExitsWith: .exitCode(7)) { [index] in
      let penalty = Penalty.l1(0.1) + .l2(0.1) + .proximalL1(0.1) + .weightDecay(0.1)
      let parameter = Parameter(.ones([100_000]))
      let optimizer: any Optimizer =
        index == 0
        ? SGD([parameter], learningRate: 0.1, momentum: 0.9, penalty: penalty)
        : OptimizerTests.makers[index]([parameter])
      optimizer.clipping = .norm(1)
      var gradients = Gradients()
      gradients[parameter] = .ones([100_000])
      let before = CachingAllocator.shared.statistics
      try optimizer.step(gradients)
      let after = CachingAllocator.shared.statistics
      let taken = after.systemAllocations - before.systemAllocations + after.reuses - before.reuses
      exit(taken == 0 && parameter.value.elements[0] != 1 ? 7 : 1)
    }
  }

  @Test func resultsDoNotDependOnTheNumberOfThreads() throws {
    var random = TestRandom("optimisers")
    let (start, gradient) = (random.uniform([50_001]), random.uniform([50_001]))
    for make in Self.makers {
      let values = try withThreads([1, 3]) { _ in
        let parameter = Parameter(start + 0)
        let optimizer = make([parameter])
        optimizer.clipping = .norm(2)
        var gradients = Gradients()
        gradients[parameter] = gradient
        try optimizer.step(gradients)
        return parameter.value
      }
      expectSameBits(values[0], values[1])
    }
  }
}
