import FoveaData

/// Everything that decides the outcome of a training run: the same configuration gives the same weights,
/// bit for bit, with any number of threads.
///
/// The defaults are those that suit LeNet-5 on Fashion-MNIST.
public struct TrainingConfiguration: Codable, Hashable, Sendable {
  /// An optimiser's name.
  public enum OptimizerKind: String, Codable, CaseIterable, Sendable {
    /// `SGD`, with `momentum` and `nesterov`.
    case sgd
    /// `Adam`, with the paper's averages.
    case adam
  }

  /// A schedule's name.
  public enum ScheduleKind: String, Codable, CaseIterable, Sendable {
    /// The same rate from start to end.
    case constant
    /// Down along half a cosine wave, after `warmUpEpochs`.
    case cosine
  }

  /// What pictures go through, fitted on the training data.
  public enum PreprocessingKind: String, Codable, CaseIterable, Sendable {
    /// Nothing: 0 is black and 1 is white.
    case none
    /// The mean picture is subtracted.
    case mean
    /// Each channel gets mean 0 and deviation 1.
    case standardize
    /// Each channel spans 0 ... 1.
    case minmax
  }

  /// A name of `ModelCatalog`.
  public var model = "lenet5"
  /// A name of `DataSets`.
  public var data = "fashion-mnist"
  /// Where the data set's files lie; nil for the usual places.
  public var dataFolder: String?
  /// How often each picture is seen.
  public var epochs = 10
  /// Pictures a step.
  public var batchSize = 64
  /// What changes the weights.
  public var optimizer = OptimizerKind.sgd
  /// The full learning rate; nil for what suits the optimiser, 0.05 for SGD and 0.001 for Adam.
  public var learningRate: Double?
  /// SGD's share of the velocity that stays, in 0 ..< 1.
  public var momentum = 0.9
  /// Whether SGD looks ahead along the velocity.
  public var nesterov = true
  /// The factor of the L2 penalty on weights, 0 for none.
  public var weightDecay = 5e-4
  /// The factor of the L1 penalty on weights, 0 for none.
  public var l1 = 0.0
  /// The share of probability that the loss spreads over all classes, in 0 ..< 1.
  public var smoothing = 0.0
  /// How the learning rate changes.
  public var schedule = ScheduleKind.cosine
  /// Epochs in which the cosine schedule goes up to the full rate: at most half of them all, or 1, so that
  /// the default suits a run of one epoch, whose first half it then is. Deep ReLU networks that begin at
  /// the full rate may never learn: `small_cnn` does not on `shapes`.
  public var warmUpEpochs = 1.0
  /// Decides the initial weights, the order of the pictures, which are held back, and what is dropped.
  public var seed: UInt64 = 42
  /// Decides the initial weights in place of `seed`: members of an ensemble differ in one source of chance
  /// and share the others.
  public var initializationSeed: UInt64?
  /// Decides the order of the pictures and what is dropped, in place of `seed`.
  public var orderSeed: UInt64?
  /// Trains on a bootstrap sample that this seed decides: as many pictures as there are, drawn with
  /// replacement from those that are not held back; nil for each picture once.
  public var bootstrapSeed: UInt64?
  /// What pictures go through.
  public var preprocessing = PreprocessingKind.standardize
  /// The share of the training pictures held back to choose the best epoch by, in 0 ..< 1; without any,
  /// the last epoch counts as the best.
  public var validationShare = 0.1
  /// Whether a last batch of fewer pictures is left out.
  public var dropLast = false
  /// Seconds after which a checkpoint is written within an epoch as well; 0 for the ends of epochs only.
  public var checkpointSeconds = 0.0

  /// The defaults.
  public init() {}

  /// The same with every choice made that was left open.
  public var resolved: TrainingConfiguration {
    var configuration = self
    configuration.learningRate = learningRate ?? (optimizer == .sgd ? 0.05 : 0.001)
    return configuration
  }
}

extension TrainingConfiguration.PreprocessingKind {
  /// The description that is fitted; nil for nothing.
  var description: Preprocessing? {
    switch self {
    case .none: nil
    case .mean: .meanSubtraction(per: .pixel)
    case .standardize: .standardize(per: .channel)
    case .minmax: .minMax(per: .channel)
    }
  }
}
