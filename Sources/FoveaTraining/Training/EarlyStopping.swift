import FoveaKernels

/// Ends a training run once it gets no better: the simplest regulariser, and an effective one.
///
///     var stopping = EarlyStopping(patience: 5)
///     // after each epoch, with a loss or an error: smaller is better
///     if stopping.update(validationLoss, epoch: epoch) { break }
///
/// Source: Goodfellow et al. (2016), 7.8.
public struct EarlyStopping: Codable, Hashable, Sendable {
  /// How many epochs in a row may be no better than the best before them.
  public let patience: Int
  /// By how much a value must be below the best to be better.
  public let minDelta: Double
  /// Whether the weights of the best epoch are to be taken in the end, and not those of the last.
  public let restoreBest: Bool
  /// The best value so far; nil before the first.
  public private(set) var best: Double?
  /// The epoch of the best value.
  public private(set) var bestEpoch: Int?
  /// The epoch of the last value.
  public private(set) var lastEpoch: Int?
  /// How many epochs in a row were no better.
  public private(set) var waited = 0

  /// One that has seen nothing.
  ///
  /// - Parameters:
  ///   - patience: 1 or more.
  ///   - minDelta: 0 by default.
  ///   - restoreBest: true by default: the weights of the last epochs are those that are no better.
  public init(patience: Int, minDelta: Double = 0, restoreBest: Bool = true) {
    require(patience >= 1, "EarlyStopping: a patience of 1 or more expected, received \(patience)")
    require(minDelta >= 0, "EarlyStopping: a delta of 0 or more expected, received \(minDelta)")
    self.patience = patience
    self.minDelta = minDelta
    self.restoreBest = restoreBest
  }

  /// Whether it is time to stop.
  public var isOver: Bool { waited >= patience }

  /// Takes note of an epoch's value, smaller being better.
  ///
  /// - Returns: whether it is time to stop.
  @discardableResult
  public mutating func update(_ value: Double, epoch: Int) -> Bool {
    lastEpoch = epoch
    // A value that is no number is no better than any.
    if best.map({ value < $0 - minDelta }) ?? !value.isNaN {
      best = value
      bestEpoch = epoch
      waited = 0
    } else {
      waited += 1
    }
    return isOver
  }

  /// Waits anew: somebody wants to go on.
  mutating func resume() { waited = 0 }
}
