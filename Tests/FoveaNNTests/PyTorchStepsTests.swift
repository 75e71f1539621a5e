import FoveaNN
import TestSupport
import Testing

/// 20 steps equal PyTorch's, for every combination of options.
///
/// To 1e-9 relative in double precision, where both differ by the order of some roundings; the bar is 1e-6.
/// In single precision to 20 steps of some 16 roundings each of weights near 1: the gradient's slope pulls
/// errors of earlier steps back, so they add up and do not grow.
@Suite struct PyTorchStepsTests {
  private func expect(_ found: [Double], _ expected: [Double], _ context: String) {
    #expect(found.count == expected.count)
    for (place, (a, e)) in zip(found, expected).enumerated() {
      #if DoublePrecision
        let tolerance = 1e-9 * e.magnitude
      #else
        let tolerance = 20 * 16 * unitOfRounding * max(1, e.magnitude)
      #endif
      // Weights that a proximal step made 0 are 0.
      if (a - e).magnitude > tolerance || (e == 0) != (a == 0) {
        Issue.record("\(context): weight \(place): expected \(e), found \(a)")
        return
      }
    }
  }

  @Test(arguments: ["sgd", "rmsprop", "adagrad", "adam", "adamw"])
  func optimizers(_ name: String) throws {
    let fixture = try PyTorchFixture.shared.get()
    let cases = fixture.optimizers.filter { $0.optimizer == name }
    #expect(cases.count >= 60)
    for c in cases {
      let o = c.options
      let penalty = Penalty(
        l1: Scalar(o.l1 ?? 0), l2: Scalar(o.l2 ?? 0), proximalL1: Scalar(o.proximalL1 ?? 0),
        weightDecay: Scalar(o.weightDecay ?? 0))
      var clipping = GradientClipping.none
      if let value = o.clipValue { clipping = .value(Scalar(value)) }
      if let norm = o.clipNorm { clipping = .norm(Scalar(norm)) }
      let found = try fixture.run(fixture.maker(name, o), penalty: penalty, clipping: clipping)
      expect(found, c.weights, "\(name) \(o)")
    }
    // The numbers that the combinations leave as they are, and both decays together, are among them.
    #expect(name == "sgd" || cases.contains { $0.options.epsilon != nil })
    #expect(cases.contains { $0.options.l2 != nil && $0.options.weightDecay != nil })
    // A tenth of the rate by a group's factor.
    let slow = try fixture.run(fixture.maker(name, .init()), rateFactor: 0.1)
    expect(slow, try #require(fixture.groups[name]), "\(name) with a rate factor")
  }

  /// The class decides its penalty itself, where `Adam` is told it by a group.
  @Test func theClassAdamW() throws {
    let fixture = try PyTorchFixture.shared.get()
    let cases = fixture.optimizers.filter { $0.optimizer == "adamw" && $0.options.isPlainAdamW }
    #expect(cases.count >= 8)
    for c in cases {
      let found = try fixture.run(fixture.maker("AdamW", c.options))
      expect(found, c.weights, "AdamW \(c.options)")
    }
  }

  /// PyTorch cannot put its one-cycle schedule behind another: the cycle begins with the first step after the
  /// warm-up, whose momentum is that of the cycle's first step.
  @Test func aCycleBehindAWarmUp() throws {
    let fixture = try PyTorchFixture.shared.get()
    let cases = fixture.schedules.filter { $0.schedule.hasPrefix("oneCycle") }
    #expect(cases.count == 2)
    for c in cases {
      let schedule = try #require(curve(c)).warmedUp(over: 4)
      let momenta = try #require(c.momenta)
      let rates = (0..<4).map { fixture.rate * Double($0 + 1) / 4 } + c.rates
      let ramp = [Double](repeating: momenta[0], count: 4) + momenta
      for (step, (rate, momentum)) in zip(rates, ramp).enumerated() {
        let found = schedule.learningRate(at: step, from: fixture.rate)
        #expect(abs(found - rate) <= 1e-12 * rate, "\(c.schedule), step \(step)")
        #expect(abs((schedule.momentum(at: step) ?? 0) - momentum) <= 1e-12)
      }
    }
  }

  @Test func schedules() throws {
    let fixture = try PyTorchFixture.shared.get()
    #expect(fixture.schedules.count >= 22)
    for c in fixture.schedules {
      let schedule = try #require(curve(c)).warmedUp(over: c.warmUp)
      let context = "\(c.schedule) after \(c.warmUp)"
      for (step, expected) in c.rates.enumerated() {
        let rate = schedule.learningRate(at: step, from: fixture.rate)
        // PyTorch multiplies from step to step, which rounds differently.
        #expect(abs(rate - expected) <= 1e-12 * expected, "\(context), step \(step)")
        let momentum = schedule.momentum(at: step)
        #expect((momentum == nil) == (c.momenta == nil))
        if let momentum, let expected = c.momenta?[step] {
          #expect(abs(momentum - expected) <= 1e-12, "\(context), momentum of step \(step)")
        }
      }
      for (name, weights) in c.weights {
        let hasMomentum = ["sgd", "rmsprop"].contains(name)
        let make = fixture.maker(name, .init(momentum: hasMomentum ? 0.9 : nil))
        let found = try fixture.run(make) { step, optimizer in
          optimizer.learningRate = Scalar(schedule.learningRate(at: step, from: fixture.rate))
          if let momentum = schedule.momentum(at: step) { optimizer.momentum = Scalar(momentum) }
        }
        expect(found, weights, "\(name) with \(context)")
      }
    }
  }

  private func curve(_ c: PyTorchFixture.ScheduleCase) -> Schedule? {
    let o = c.options
    switch c.schedule {
    case "constant": return .constant
    case "step": return .step(every: o.every ?? 0, factor: o.factor ?? 0)
    case "multiStep": return .multiStep(at: o.at ?? [], factor: o.factor ?? 0)
    case "exponential", "exponentialSlow":
      return .exponential(factor: o.factor ?? 0, every: o.every ?? 1)
    case "polynomial", "polynomialAbove":
      return .polynomial(steps: o.steps ?? 0, power: o.power ?? 0, minimum: o.minimum ?? 0)
    case "cosine": return .cosine(steps: o.steps ?? 0, minimum: o.minimum ?? 0)
    case "cosineRestarts", "cosineRestartsAlike":
      return .cosineRestarts(
        period: o.period ?? 0, growth: o.growth ?? 0, minimum: o.minimum ?? 0)
    case "oneCycle", "oneCycleEarly":
      return .oneCycle(
        steps: o.steps ?? 0, upShare: o.upShare ?? 0, startDivisor: o.startDivisor ?? 25,
        endDivisor: o.endDivisor ?? 1e4, momentum: 0.85...0.95)
    default: return nil
    }
  }

  @Test func plateaus() throws {
    let fixture = try PyTorchFixture.shared.get()
    #expect(fixture.plateaus.count >= 16)
    for c in fixture.plateaus {
      var plateau = PlateauSchedule(
        factor: 0.5, patience: c.patience, threshold: c.threshold, cooldown: c.cooldown,
        minimum: c.minimum)
      for (place, (loss, expected)) in zip(c.losses, c.rates).enumerated() {
        plateau.update(loss)
        let rate = plateau.learningRate(from: fixture.rate)
        #expect(abs(rate - expected) <= 1e-12 * expected, "\(c), loss \(place)")
      }
    }
  }
}
