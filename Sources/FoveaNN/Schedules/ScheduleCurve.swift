#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a schedule does after its warm-up.
enum ScheduleCurve: Hashable, Sendable {
  case constant
  case step(every: Int, factor: Double)
  case multiStep(at: [Int], factor: Double)
  case exponential(factor: Double, every: Int)
  case polynomial(steps: Int, power: Double, minimum: Double)
  case cosine(steps: Int, minimum: Double)
  case cosineRestarts(period: Int, growth: Int, minimum: Double)
  case oneCycle(OneCycle)

  /// The rate of step `t`, counted from the end of the warm-up.
  func learningRate(at t: Int, from rate: Double) -> Double {
    switch self {
    case .constant: return rate
    case .step(let every, let factor): return rate * pow(factor, Double(t / every))
    case .multiStep(let steps, let factor):
      return rate * pow(factor, Double(steps.prefix { $0 <= t }.count))
    case .exponential(let factor, let every):
      return rate * pow(factor, Double(t) / Double(every))
    case .polynomial(let steps, let power, let minimum):
      let left = 1 - Double(min(t, steps)) / Double(steps)
      return minimum + (rate - minimum) * pow(left, power)
    case .cosine(let steps, let minimum):
      return t >= steps ? minimum : wave(Double(t) / Double(steps), from: rate, to: minimum)
    case .cosineRestarts(let period, let growth, let minimum):
      var (place, length) = (t, period)
      if growth == 1 { place %= period }
      while place >= length {
        place -= length
        // A period that long does not end.
        length = length > Int.max / growth ? Int.max : length * growth
      }
      return wave(Double(place) / Double(length), from: rate, to: minimum)
    case .oneCycle(let cycle): return cycle.learningRate(at: t, from: rate)
    }
  }
}

/// A cycle of one rise and one fall.
struct OneCycle: Hashable, Sendable {
  let steps: Int
  let upShare: Double
  let startDivisor: Double
  let endDivisor: Double
  let momentum: ClosedRange<Double>?

  func learningRate(at t: Int, from rate: Double) -> Double {
    let start = rate / startDivisor
    return value(at: t, start, rate, start / endDivisor)
  }

  func momentum(at t: Int) -> Double? {
    momentum.map { value(at: t, $0.upperBound, $0.lowerBound, $0.upperBound) }
  }

  private func value(at t: Int, _ start: Double, _ middle: Double, _ end: Double) -> Double {
    let (t, last) = (Double(t), Double(steps - 1))
    // The steps between which the rate moves, the first being 0: as PyTorch counts.
    // Where the share is less than a step, the rate is beyond its highest already at the first.
    let turn = upShare * Double(steps) - 1
    if t >= last { return end }
    if t <= turn, turn > 0 { return wave(t / turn, from: start, to: middle) }
    return wave((t - turn) / (last - turn), from: middle, to: end)
  }
}

/// Half a cosine wave from one value to another, at a share of the way.
private func wave(_ share: Double, from start: Double, to end: Double) -> Double {
  end + (start - end) * (1 + cos(.pi * share)) / 2
}
