/// What happens in a training run, as it happens.
public enum TrainingEvent: Sendable {
  /// The run is about to take its first step, or to go on.
  case started(TrainingInfo)
  /// A step was taken.
  case step(StepReport)
  /// An epoch is complete and its weights were evaluated.
  case epoch(EpochReport)
  /// A checkpoint was written to this path.
  case checkpointed(String)
  /// The learning rate seems to be wrong.
  case diagnosis(LearningRateDiagnosis)
}

/// What a run is about.
public struct TrainingInfo: Sendable {
  /// What it was told, with every choice made.
  public let configuration: TrainingConfiguration
  /// The extents of a picture that the network sees, [height, width, channels].
  public let inputShape: Shape
  /// Numbers that training changes, frozen ones included.
  public let parameterCount: Int
  /// What each class is called.
  public let classNames: [String]
  /// Pictures to train with, without those held back.
  public let trainingCount: Int
  /// Pictures held back to choose the best epoch by.
  public let validationCount: Int
  /// Pictures of the final test.
  public let testCount: Int
  /// Steps an epoch.
  public let stepsPerEpoch: Int
  /// Epochs that are complete already; above 0 in a resumed run.
  public let completedEpochs: Int
  /// Steps of the present epoch that were taken already.
  public let completedSteps: Int
  /// Where the run's files are; nil when it writes none.
  public let folder: RunFolder?
  /// The pictures held back to choose the best epoch by; perhaps none.
  public let validation: DataSet
  /// The pictures of the final test.
  public let test: DataSet
  /// Parameters that are new although the run began with a trained model's weights, as their shape goes with the
  /// number of classes; nil when it began at random.
  public let initialized: [String]?
  /// What is probably a mistake in the network; see `trainingWarnings(about:picture:loss:)`.
  public let warnings: [String]
}

/// One step of gradient descent.
public struct StepReport: Hashable, Sendable {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// The step within the epoch, counted from 1.
  public let step: Int
  /// Steps an epoch.
  public let steps: Int
  /// Pictures of this step.
  public let images: Int
  /// The batch's mean loss, without penalties on weights.
  public let loss: Double
  /// The mean loss of the epoch's pictures so far.
  public let meanLoss: Double
  /// The share of the batch's pictures that were right before the step.
  public let accuracy: Double
  /// The same of the epoch's pictures so far.
  public let meanAccuracy: Double
  /// The learning rate of this step.
  public let learningRate: Double
  /// Seconds of the epoch so far, without evaluation.
  public let seconds: Double
  /// Pictures a second, over the epoch so far.
  public let imagesPerSecond: Double
  /// The share of the epoch's time so far in which batches were made ready.
  public let dataWaitShare: Double
}

/// One epoch.
public struct EpochReport: Codable, Hashable, Sendable {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// Epochs of the run.
  public let epochs: Int
  /// The mean loss over the epoch's pictures, each before the step that it was part of; without penalties.
  public let loss: Double
  /// The share of the epoch's pictures that were right, each before its step.
  public let top1: Double
  /// What the penalties on weights add to the loss at the epoch's end.
  public var penalty: Double { penalties.total }
  /// The same, L1 and L2 apart.
  public let penalties: PenaltyValues
  /// The share of the penalised weights that are exactly 0, at the epoch's end.
  public let sparsity: Double
  /// How the weights do on the pictures held back; nil when there are none.
  public internal(set) var validation: Evaluation?
  /// The learning rate of the epoch's last step.
  public let learningRate: Double
  /// Seconds of the epoch, without evaluation.
  public let seconds: Double
  /// Pictures a second, without evaluation.
  public let imagesPerSecond: Double
  /// The share of the time in which batches were made ready.
  public let dataWaitShare: Double
  /// Whether these are the best weights so far.
  public let isBest: Bool
  /// Tensors' requests for memory, within this epoch and its evaluation, that no kept block answered.
  /// After the first epoch there are none.
  public let systemAllocations: Int
  /// The most bytes that tensors used at once since the program started.
  public let peakTensorBytes: Int
  /// Dead ReLU units and saturated sigmoids of each layer at the epoch's end, on
  /// `Trainer.monitoredPictures` pictures, with the weights that are evaluated.
  public let activations: [ActivationHealth]
  /// What the size of the steps so far says about the learning rate; nil where it is healthy, or unknown.
  public internal(set) var rateVerdict: LearningRateVerdict?
  /// How long each layer's weights and gradients are, of the weights that penalties apply to.
  public internal(set) var norms: [WeightNorm] = []
  /// The mistakes on the pictures held back that the weights are surest of, at most
  /// `Trainer.reportedMistakes`, the surest first.
  public internal(set) var mistakes: [Mistake] = []
}

/// How a run ended.
public struct TrainingResult: Sendable {
  /// Whether it came to its end.
  public enum Status: Hashable, Sendable {
    /// All epochs were trained.
    case finished
    /// It was asked to stop; it can be resumed.
    case interrupted
  }

  /// Whether it came to its end.
  public let status: Status
  /// How early stopping ended the run; nil when it did not.
  public let stoppedEarly: EarlyStopping?
  /// The epochs that were completed since the run was started or resumed; the last and the best alone with their
  /// confusion matrices.
  public let epochs: [EpochReport]
  /// The epoch with the best weights; nil when none was completed.
  public let best: BestEpoch?
  /// How the best weights do on the test pictures; nil for an interrupted run.
  public let test: Evaluation?
  /// The mistakes on the test pictures that these are surest of, at most `Trainer.reportedMistakes`.
  public let mistakes: [Mistake]
  /// The best weights; nil when no epoch was completed.
  let bestModel: ModelSnapshot?
  /// Where the run's files are; nil when it wrote none.
  public let folder: RunFolder?

  /// The best weights, ready to use; nil when no epoch was completed. Each call makes a model of its own, as
  /// models stay with the thread or actor that uses them.
  ///
  /// - Throws: what the model's maker throws.
  public var model: TrainedModel? { get throws { try bestModel?.model() } }
}
