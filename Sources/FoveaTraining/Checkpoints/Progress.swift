/// How far a training run has come: what the next step depends on beside weights and optimiser.
struct Progress: Codable, Hashable, Sendable {
  /// Epochs that are complete, their evaluation included.
  var epoch = 0
  /// Batches of the present epoch that were trained on.
  var batch = 0
  /// Steps of the whole run.
  var step = 0
  /// The source that the present epoch's order is drawn from, as it was before.
  var order: RandomState
  /// The source that steps take their random numbers from.
  var random: RandomState
  /// What has added up over the present epoch.
  var sums = Sums()
  /// The epoch with the best weights so far.
  var best: BestEpoch?
  /// How far a plateau schedule has lowered the rate; nil for others.
  var plateau: PlateauSchedule?
  /// How long early stopping has waited; nil without.
  var stopping: EarlyStopping?
  /// The lengths of the gradients of the epoch's last step, in the order of `normedWeights`; nil before it.
  var gradientNorms: [Double?]?
  /// What the losses so far say about the rate; nil in files of earlier versions.
  var doctor: LearningRateDoctor?

  /// Sums over the batches of an epoch.
  struct Sums: Codable, Hashable, Sendable {
    var images = 0
    var loss = 0.0
    var correct = 0
    var seconds = 0.0
    var dataSeconds = 0.0
  }

  /// A random source's state; in hexadecimal as text, as JSON's numbers lose digits in many readers.
  struct RandomState: Codable, Hashable, Sendable {
    let words: [String]

    init(_ source: RandomSource) { words = source.state.map { String($0, radix: 16) } }

    /// The source; nil when the words are none that a source writes.
    var source: RandomSource? {
      let numbers = words.compactMap { UInt64($0, radix: 16) }
      // Positions count numbers drawn; a run that draws 2^62 does not end.
      guard numbers.count == words.count, numbers.dropFirst().allSatisfy({ $0 >> 62 == 0 }) else {
        return nil
      }
      return RandomSource(state: numbers)
    }
  }
}

/// The epoch whose weights are kept.
public struct BestEpoch: Codable, Hashable, Sendable {
  /// Its number, counted from 1.
  public let epoch: Int
  /// How its weights did on the validation pictures, without the confusion matrix, which would fill checkpoints of
  /// many classes; nil when there are none.
  public let validation: Evaluation?

  init(epoch: Int, validation: Evaluation?) {
    self.epoch = epoch
    self.validation = validation?.withoutConfusion
  }

  /// Whether these weights are better than another epoch's: more pictures right, or as many at a lower
  /// loss; by loss, a lower one. Without validation pictures the later is the better.
  func isBetter(
    than other: BestEpoch?, by monitor: TrainingConfiguration.Monitor = .accuracy
  ) -> Bool {
    guard let other, let mine = validation, let theirs = other.validation else { return true }
    switch monitor {
    case .accuracy:
      return mine.top1 > theirs.top1 || (mine.top1 == theirs.top1 && mine.loss < theirs.loss)
    case .loss: return mine.loss < theirs.loss
    }
  }
}
