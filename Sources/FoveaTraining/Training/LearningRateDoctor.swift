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

/// Watches losses, and how far steps move the weights, for a learning rate that is too low or too high.
///
/// The rules of thumb: a step should change weights by about a thousandth of their size. A loss that is flat
/// for 200 steps while steps change them by less than a ten-thousandth means a rate that is too low; by more
/// than a hundredth, one that is too high. A loss that grows to three times that of the first steps explodes.
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
    if let updateRatio, updateRatio.isFinite { ratio = updateRatio }
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

  private var first: Double { firstLosses.reduce(0, +) / Double(max(1, firstLosses.count)) }

  private mutating func exploding(_ rate: Double) {
    say(
      .tooHigh,
      "loss exploding: \(short(smoothed)) at step \(steps), \(short(smoothed / first)) times that of the "
        + "first steps", rate / 10)
  }

  private mutating func flat(_ rate: Double) {
    let quarter = Self.window / 4
    let before = losses.prefix(quarter).reduce(0, +) / Double(quarter)
    let after = losses.suffix(quarter).reduce(0, +) / Double(quarter)
    // A loss that has nowhere left to fall to is flat as well.
    guard let ratio, abs(before - after) < 0.01 * before, after > 0.1 * first else { return }
    let evidence = "loss flat for \(Self.window) steps (\(short(before)) to \(short(after)))"
    // Towards steps of a thousandth, but no more than a thousand times at once. A ratio of 0 is that of
    // steps which rounding swallows.
    let factor = min(max(1e-3 / ratio, 1e-3), 1e3)
    if ratio < 1e-4 { say(.tooLow, evidence, rate * factor) }
    if ratio > 1e-2 { say(.tooHigh, evidence, rate * factor) }
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

/// A number to one significant digit: a rate to try is no more exact.
func rounded(_ rate: Double) -> Double {
  guard rate > 0, rate.isFinite else { return rate }
  let power = log10(rate).rounded(.down)
  // Divided by a power of ten, which is exact up to 1e22: 0.03 and not 0.030000000000000002.
  let digit = (rate / pow(10, power)).rounded()
  return power < 0 ? digit / pow(10, -power) : digit * pow(10, power)
}

/// A number to three significant digits.
private func short(_ value: Double) -> String {
  guard value.isFinite, value != 0 else { return "\(value)" }
  let power = pow(10, 2 - log10(abs(value)).rounded(.down))
  let digits = (value * power).rounded() / power
  return "\(digits)".hasSuffix(".0") ? String("\(digits)".dropLast(2)) : "\(digits)"
}
