import FoveaKernels

/// How the learning rate changes over a training run: a function of the step alone, so a resumed run has
/// the rates that it would have had. (`PlateauSchedule` goes by the losses; it is a value to be kept.)
///
///     let schedule = Schedule.cosine(steps: 9_000).warmedUp(over: 1_000)
///     optimizer.learningRate = Scalar(schedule.learningRate(at: step, from: 0.1))
public struct Schedule: Hashable, Sendable {
  /// Steps in which the rate goes up in a straight line before the curve begins.
  public let warmUp: Int
  let curve: ScheduleCurve

  init(_ curve: ScheduleCurve, warmUp: Int = 0) {
    self.curve = curve
    self.warmUp = warmUp
  }

  /// The learning rate of a step.
  ///
  /// - Parameters:
  ///   - step: counted from 0.
  ///   - rate: the full rate.
  public func learningRate(at step: Int, from rate: Double) -> Double {
    require(step >= 0, "Schedule: a step of 0 or more expected, received \(step)")
    if step < warmUp { return rate * Double(step + 1) / Double(warmUp) }
    return curve.learningRate(at: step - warmUp, from: rate)
  }

  /// The momentum of a step; nil when the schedule leaves it as it is, as all do but `oneCycle`.
  ///
  /// - Parameter step: counted from 0.
  public func momentum(at step: Int) -> Double? {
    require(step >= 0, "Schedule: a step of 0 or more expected, received \(step)")
    guard case .oneCycle(let cycle) = curve else { return nil }
    return cycle.momentum(at: max(0, step - warmUp))
  }

  /// The same behind a warm-up: rate * (t + 1) / steps for t < steps. The curve begins after it.
  ///
  /// Source: Goyal et al. (2017), section 2.2.
  public func warmedUp(over steps: Int) -> Schedule {
    require(steps >= 0, "Schedule: a warm-up of 0 steps or more expected, received \(steps)")
    return Schedule(curve, warmUp: steps)
  }
}

extension Schedule {
  /// The same rate at every step.
  public static let constant = Schedule(.constant)

  /// Times `factor` after every so many steps: rate * factor^floor(t / every).
  public static func step(every: Int, factor: Double = 0.1) -> Schedule {
    require(every > 0, "Schedule.step: 1 step or more expected, received \(every)")
    return Schedule(.step(every: every, factor: checked(factor, "step")))
  }

  /// Times `factor` at each of the given steps.
  public static func multiStep(at steps: [Int], factor: Double = 0.1) -> Schedule {
    require(
      steps.allSatisfy { $0 >= 0 },
      "Schedule.multiStep: steps of 0 or more expected, received \(steps)")
    return Schedule(.multiStep(at: steps.sorted(), factor: checked(factor, "multiStep")))
  }

  /// Times `factor` over every so many steps, without jumps: rate * factor^(t / every).
  public static func exponential(factor: Double, every: Int = 1) -> Schedule {
    require(every > 0, "Schedule.exponential: 1 step or more expected, received \(every)")
    return Schedule(.exponential(factor: checked(factor, "exponential"), every: every))
  }

  /// Down to `minimum`: minimum + (rate - minimum) * (1 - t / steps)^power; a straight line for power 1.
  public static func polynomial(steps: Int, power: Double = 1, minimum: Double = 0) -> Schedule {
    require(power > 0, "Schedule.polynomial: a power above 0 expected, received \(power)")
    return Schedule(
      .polynomial(steps: checked(steps, "polynomial"), power: power, minimum: minimum))
  }

  /// Down along half a cosine wave:
  /// minimum + (rate - minimum) * (1 + cos(pi t / steps)) / 2; `minimum` from `steps` on.
  ///
  /// Source: Loshchilov and Hutter (2017), without restarts.
  public static func cosine(steps: Int, minimum: Double = 0) -> Schedule {
    // A run that consists of warm-up alone leaves no step to the curve.
    Schedule(.cosine(steps: checked(steps, "cosine", orNone: true), minimum: minimum))
  }

  /// The same behind a warm-up; `steps` includes it.
  public static func cosine(warmUp: Int, steps: Int) -> Schedule {
    cosine(steps: max(0, steps - warmUp)).warmedUp(over: warmUp)
  }

  /// Down along half a cosine wave, and up to the full rate again with a jump: after `period` steps, then
  /// after `growth` times as many, and so on.
  ///
  /// Source: Loshchilov and Hutter (2017), "SGDR".
  public static func cosineRestarts(
    period: Int, growth: Int = 1, minimum: Double = 0
  ) -> Schedule {
    require(
      growth >= 1, "Schedule.cosineRestarts: growth of 1 or more expected, received \(growth)")
    return Schedule(
      .cosineRestarts(period: checked(period, "cosineRestarts"), growth: growth, minimum: minimum))
  }

  /// Up to the full rate and down to almost nothing, along cosine waves; momentum the other way, if wanted.
  ///
  /// - Parameters:
  ///   - steps: of the whole cycle.
  ///   - upShare: the share of them in which the rate goes up.
  ///   - startDivisor: the full rate over this is the first step's.
  ///   - endDivisor: the first step's rate over this is the last step's.
  ///   - momentum: the range that momentum, or Adam's beta1, moves in; nil to leave it as it is.
  ///
  /// Source: Smith and Topin (2018); two phases and divisors as in PyTorch's OneCycleLR.
  public static func oneCycle(
    steps: Int, upShare: Double = 0.3, startDivisor: Double = 25, endDivisor: Double = 1e4,
    momentum: ClosedRange<Double>? = nil
  ) -> Schedule {
    require(
      upShare >= 0 && upShare <= 1 && startDivisor >= 1 && endDivisor >= 1,
      "Schedule.oneCycle: a share of 0 to 1 and divisors of 1 or more expected, received \(upShare), "
        + "\(startDivisor) and \(endDivisor)")
    return Schedule(
      .oneCycle(
        OneCycle(
          steps: checked(steps, "oneCycle"), upShare: upShare, startDivisor: startDivisor,
          endDivisor: endDivisor, momentum: momentum)))
  }

  private static func checked(_ factor: Double, _ name: String) -> Double {
    require(
      factor > 0 && factor <= 1,
      "Schedule.\(name): a factor above 0 and at most 1 expected, received \(factor)")
    return factor
  }

  private static func checked(_ steps: Int, _ name: String, orNone: Bool = false) -> Int {
    require(
      steps > 0 || orNone && steps == 0,
      "Schedule.\(name): 1 step or more expected, received \(steps)")
    return steps
  }
}
