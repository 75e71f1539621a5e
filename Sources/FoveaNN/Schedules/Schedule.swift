import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How the learning rate changes over a training run: a function of the step alone, so a resumed run has
/// the rates that it would have had.
public enum Schedule: Hashable, Sendable {
  /// The same rate at every step.
  case constant
  /// Up from almost nothing to the full rate in a straight line, then down along half a cosine wave.
  ///
  ///     rate * (t + 1) / warmUp                              for t < warmUp
  ///     rate * (1 + cos(pi (t - warmUp) / (steps - warmUp))) / 2      after it; 0 from `steps` on
  ///
  /// Source: Loshchilov and Hutter (2017), without restarts; warm-up after Goyal et al. (2017).
  case cosine(warmUp: Int = 0, steps: Int)

  /// The learning rate of a step.
  ///
  /// - Parameters:
  ///   - step: counted from 0.
  ///   - rate: the full rate.
  public func learningRate(at step: Int, from rate: Double) -> Double {
    require(step >= 0, "Schedule: a step of 0 or more expected, received \(step)")
    switch self {
    case .constant: return rate
    case .cosine(let warmUp, let steps):
      if step < warmUp { return rate * Double(step + 1) / Double(warmUp) }
      if step >= steps { return 0 }
      let share = Double(step - warmUp) / Double(steps - warmUp)
      return rate * (1 + cos(.pi * share)) / 2
    }
  }
}
