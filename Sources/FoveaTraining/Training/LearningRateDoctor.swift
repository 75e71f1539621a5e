#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the losses say about the learning rate, with the evidence.
public struct LearningRateDiagnosis: Codable, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: String, Codable, Hashable, Sendable {
    /// The loss does not move, because the weights hardly do.
    case tooLow
    /// The loss grows, or the weights move too far for it to fall.
    case tooHigh
  }

  /// What is wrong.
  public let kind: Kind
  /// What was seen, as "loss flat for 200 steps (2.303 to 2.302), update ratio 3e-06".
  public let evidence: String
  /// A rate to try.
  public let rate: Double
  /// The step after which it was seen, counted from 1.
  public let step: Int
}

/// What the size of a run's steps says about its learning rate.
public struct LearningRateVerdict: Codable, Hashable, Sendable {
  /// What is wrong.
  public let kind: LearningRateDiagnosis.Kind
  /// By how much a step at the full rate changes the weights, relative to their size; about a thousandth is healthy.
  public let ratio: Double
  /// A rate to try, in that direction.
  public let rate: Double
}

/// Watches losses, and how far steps move the weights, for a learning rate that is too low or too high.
///
/// The rules of thumb: a step should change weights by about a thousandth of their size. A loss that is flat
/// for 200 steps while steps change them by less than a ten-thousandth means a rate that is too low; by more
/// than a hundredth, one that is too high. A loss that grows to three times that of the first steps explodes.
/// What rate to try follows from the size of the steps: downwards from that of the first step, before weights and
/// gradients grew or units died, and by a tenth at least.
///
/// A value to be kept: a run that goes on where its loss is low already must not take that for the first steps'.
///
/// Source: the lecture's "loss not going down: learning rate too low; loss exploding: too high"; the ratio
/// after Stanford's CS231n, "Ratio of weights:updates".
public struct LearningRateDoctor: Codable, Hashable, Sendable {
  /// Steps in which the loss has to move.
  public static let window = 200
  private static let ratioInterval = 20
  private static let firstSteps = 5

  private var losses: [Double] = []
  /// Of the first steps, without those that exploded already.
  private var firstLosses: [Double] = []
  private var smoothed = 0.0
  private var ratio: Double?
  /// By how much a step at a rate of 1 changes the weights, by the first step that was measured and by the largest.
  private var firstReach: Double?
  private var largestReach: Double?
  private(set) var steps = 0
  private var diagnosis: LearningRateDiagnosis?
  private var given: [LearningRateDiagnosis.Kind] = []

  /// One that has seen nothing.
  public init() {}

  /// Whether it is time to measure how far a step moves the weights.
  var wantsUpdateRatio: Bool { steps % Self.ratioInterval == 0 }

  /// Takes note of a step.
  ///
  /// - Parameters:
  ///   - loss: of the step's batch, before the step.
  ///   - rate: of the step.
  ///   - fullRate: that the schedule started from. When it has lowered the rate by more than half, a loss
  ///     that stays is as it should be.
  ///   - updateRatio: by how much the step changed the weights, relative to their size; nil when it was not
  ///     measured.
  public mutating func observe(loss: Double, rate: Double, fullRate: Double, updateRatio: Double?) {
    steps += 1
    if let updateRatio, updateRatio.isFinite { note(updateRatio, rate) }
    if steps <= Self.firstSteps, loss <= 10 * (firstLosses.first ?? loss) {
      firstLosses.append(loss)
    }
    smoothed = steps == 1 ? loss : 0.9 * smoothed + 0.1 * loss
    losses.append(loss)
    if losses.count > Self.window { losses.removeFirst() }
    if smoothed > 3 * first { exploding(rate) }
    if losses.count == Self.window, steps % 25 == 0, rate >= fullRate / 2 { flat(rate) }
  }

  /// What there is to say since it was asked last; each kind once.
  public mutating func takeDiagnosis() -> LearningRateDiagnosis? {
    defer { diagnosis = nil }
    return diagnosis
  }

  /// What the size of the steps so far says about a full rate, whatever the loss does; nil where it is healthy, or no
  /// step was measured.
  public func verdict(on fullRate: Double) -> LearningRateVerdict? {
    guard let reach = largestReach else { return nil }
    let ratio = reach * fullRate
    if ratio < 5e-4 {
      let rate = rounded(raised(fullRate, from: ratio))
      return LearningRateVerdict(kind: .tooLow, ratio: ratio, rate: rate)
    }
    if ratio > 1e-2 {
      return LearningRateVerdict(kind: .tooHigh, ratio: ratio, rate: rounded(lowered(fullRate)))
    }
    return nil
  }

  private mutating func note(_ updateRatio: Double, _ rate: Double) {
    ratio = updateRatio
    let reach = updateRatio / rate
    guard reach.isFinite else { return }
    firstReach = firstReach ?? reach
    largestReach = max(largestReach ?? 0, reach)
  }

  // Towards steps of a thousandth, but no more than a thousand times at once. A reach of 0 is that of steps which
  // rounding swallows.
  private func raised(_ rate: Double, from ratio: Double) -> Double {
    rate * min(max(1e-3 / ratio, 1), 1e3)
  }

  private func lowered(_ rate: Double) -> Double {
    rate * (firstReach.map { min(max(1e-3 / ($0 * rate), 1e-3), 0.1) } ?? 0.1)
  }

  private var first: Double { firstLosses.reduce(0, +) / Double(max(1, firstLosses.count)) }

  private mutating func exploding(_ rate: Double) {
    say(
      .tooHigh,
      "loss exploding: \(short(smoothed)) at step \(steps), \(short(smoothed / first)) times that of the "
        + "first steps", lowered(rate))
  }

  private mutating func flat(_ rate: Double) {
    let quarter = Self.window / 4
    let before = losses.prefix(quarter).reduce(0, +) / Double(quarter)
    let after = losses.suffix(quarter).reduce(0, +) / Double(quarter)
    // A loss that has nowhere left to fall to is flat as well.
    guard let ratio, abs(before - after) < 0.01 * before, after > 0.1 * first else { return }
    let evidence = "loss flat for \(Self.window) steps (\(short(before)) to \(short(after)))"
    // Steps that were of a healthy size once became small for another reason, as that units died.
    if ratio < 1e-4, (largestReach ?? 0) * rate < 5e-4 {
      say(.tooLow, evidence, raised(rate, from: ratio))
    }
    if ratio > 1e-2 { say(.tooHigh, evidence, lowered(rate)) }
  }

  private mutating func say(_ kind: LearningRateDiagnosis.Kind, _ evidence: String, _ rate: Double)
  {
    guard !given.contains(kind) else { return }
    given.append(kind)
    let ratio = ratio.map { ", update ratio \(short($0))" } ?? ""
    diagnosis = LearningRateDiagnosis(
      kind: kind, evidence: evidence + ratio, rate: rounded(rate), step: steps)
  }
}

/// A number to so many significant digits, by default one: a rate to try is no more exact.
func rounded(_ value: Double, digits: Int = 1) -> Double {
  guard value != 0, value.isFinite else { return value }
  let power = log10(abs(value)).rounded(.down) - Double(digits - 1)
  // Multiplied or divided by a power of ten, which is exact up to 1e22: 0.03 and not 0.030000000000000002.
  let scale = pow(10, abs(power))
  return power < 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
}

/// A number to three significant digits.
private func short(_ value: Double) -> String {
  let digits = rounded(value, digits: 3)
  return "\(digits)".hasSuffix(".0") ? String("\(digits)".dropLast(2)) : "\(digits)"
}
