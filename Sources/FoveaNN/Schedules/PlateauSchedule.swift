import FoveaKernels

/// Lowers the learning rate when a loss stops falling.
///
/// It depends on the losses that it was shown, so it is a value to be kept: in a checkpoint, as JSON.
///
///     var plateau = PlateauSchedule(patience: 3)
///     // after each epoch
///     plateau.update(validationLoss)
///     optimizer.learningRate = Scalar(plateau.learningRate(from: 0.1))
///
/// Source: as PyTorch's ReduceLROnPlateau with a relative threshold.
public struct PlateauSchedule: Codable, Hashable, Sendable {
  /// What the rate is multiplied by, above 0 and below 1.
  public let factor: Double
  /// How many values in a row may be no better before the rate is lowered.
  public let patience: Int
  /// The share by which a value must be below the best to be better.
  public let threshold: Double
  /// How many values after a lowering count for nothing.
  public let cooldown: Int
  /// The lowest rate.
  public let minimum: Double
  /// The best value so far; nil before the first.
  public private(set) var best: Double?
  /// How many values in a row were no better.
  public private(set) var waited = 0
  /// What the full rate is multiplied by now.
  public private(set) var scale = 1.0
  private var cooling = 0

  /// A schedule that has seen nothing.
  public init(
    factor: Double = 0.1, patience: Int = 10, threshold: Double = 1e-4, cooldown: Int = 0,
    minimum: Double = 0
  ) {
    require(
      factor > 0 && factor < 1,
      "PlateauSchedule: a factor above 0 and below 1 expected, received \(factor)")
    require(
      patience >= 0 && cooldown >= 0 && threshold >= 0 && minimum >= 0,
      "PlateauSchedule: patience, cooldown, threshold and minimum of 0 or more expected, received "
        + "\(patience), \(cooldown), \(threshold) and \(minimum)")
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.cooldown = cooldown
    self.minimum = minimum
  }

  /// The rate as it is now.
  ///
  /// - Parameter rate: the full rate.
  public func learningRate(from rate: Double) -> Double {
    scale == 1 ? rate : max(rate * scale, min(rate, minimum))
  }

  /// Takes note of a value, smaller being better.
  ///
  /// - Returns: whether the rate was lowered.
  @discardableResult
  public mutating func update(_ value: Double) -> Bool {
    if value < (best.map { $0 * (1 - threshold) } ?? .infinity) {
      best = value
      waited = 0
    } else {
      waited += 1
    }
    if cooling > 0 {
      cooling -= 1
      waited = 0
    }
    guard waited > patience else { return false }
    scale *= factor
    cooling = cooldown
    waited = 0
    return true
  }
}
