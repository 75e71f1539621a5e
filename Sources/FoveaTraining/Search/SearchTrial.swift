/// One choice of values, to be trained with.
struct SearchTrial: Sendable {
  /// Its number in the search, from 1 on through all stages.
  let number: Int
  /// The stage, from 0.
  let stage: Int
  /// By the names of the configuration's fields.
  let values: [String: SearchValue]
  let configuration: TrainingConfiguration
}

/// How a trial stood when it was last compared with others, or ended.
public struct TrialRecord: Codable, Hashable, Sendable {
  /// What became of a trial.
  public enum Status: String, Codable, Sendable {
    /// It was trained to the rung; whether it went on, further records say.
    case trained
    /// Its loss exceeded the first step's by the search's factor, and it was stopped.
    case exploded
    /// A number was not finite any more.
    case notFinite = "not-finite"
    /// Its values do not go together, which `note` explains.
    case refused
  }

  /// The trial's number, from 1 on through all stages.
  public let trial: Int
  /// The stage that it belongs to, from 0, the coarse one.
  public let stage: Int
  /// Epochs until the rung that this is about.
  public let epochs: Int
  /// What became of it.
  public let status: Status
  /// The values tried, by the names of the configuration's fields.
  public let values: [String: SearchValue]
  /// The epoch with the best weights so far; nil when none was completed.
  public let bestEpoch: Int?
  /// The share of the pictures held back that those weights classify rightly.
  public let top1: Double?
  /// Their loss on the pictures held back.
  public let loss: Double?
  /// What there is to say of a trial that was not trained to its end.
  public let note: String?

  init(
    _ trial: SearchTrial, epochs: Int, _ status: Status, best: BestEpoch?, note: String? = nil
  ) {
    self.trial = trial.number
    stage = trial.stage
    self.epochs = epochs
    self.status = status
    values = trial.values
    bestEpoch = best?.epoch
    top1 = best?.validation?.top1
    loss = best?.validation?.loss
    self.note = note
  }

  /// Whether the trial is better than another: more pictures right, or as many at a lower loss, or as low
  /// with a lower number. One that failed is worse than any that did not. A total order, so a ranking does not
  /// depend on who came first.
  func isBetter(than other: TrialRecord) -> Bool {
    if (status == .trained) != (other.status == .trained) { return status == .trained }
    let (mine, theirs) = (top1 ?? -1, other.top1 ?? -1)
    if mine != theirs { return mine > theirs }
    let (myLoss, theirLoss) = (loss ?? .infinity, other.loss ?? .infinity)
    if myLoss != theirLoss { return myLoss < theirLoss }
    return trial < other.trial
  }
}
