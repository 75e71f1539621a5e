import FoveaData

/// Everything that decides the outcome of a training run: the same configuration gives the same weights,
/// bit for bit, with any number of threads.
///
/// The defaults are those that suit LeNet-5 on Fashion-MNIST.
public struct TrainingConfiguration: Codable, Hashable, Sendable {
  /// A name of `ModelCatalog`.
  public var model = "lenet5"
  /// A name of `DataSets`, or the path of a set of one's own.
  public var data = "fashion-mnist"
  /// Where the data set's files lie; nil for the usual places.
  public var dataFolder: String?
  /// How a set of one's own is read; nil for the usual way.
  public var reading: ReadingOptions?
  /// How all weights start, as `Initializer.named` reads it, such as "he-normal"; nil for the model's own
  /// choice.
  public var initializer: String?
  /// The file of weights that a run begins with, in place of random ones; nil for none: a trained model's, or
  /// torchvision's of the same model, from `torch.save` or as safetensors. The checkpoint has them too: a run that is
  /// resumed does not need the file.
  public var weights: String?
  /// Whether only the last dense layer is trained and the rest stays as the weights have it.
  public var freezeBody = false
  /// Which loss, and by that which output: `multiClass`, the default, for classes that exclude each other.
  public var loss = ClassificationLoss.multiClass
  /// How often each picture is seen.
  public var epochs = 10
  /// Pictures a step; with `accumulation`, a part of one.
  public var batchSize = 64

  /// What changes the weights.
  public var optimizer = OptimizerKind.sgd
  /// The full learning rate; nil for what suits the optimiser.
  public var learningRate: Double?
  /// The share of the velocity that stays, of SGD and RMSProp, in 0 ..< 1.
  public var momentum = 0.9
  /// Whether SGD looks ahead along the velocity.
  public var nesterov = true
  /// The share of Adam's first moment that stays, in 0 ..< 1.
  public var beta1 = 0.9
  /// The share of the mean square that stays, in 0 ..< 1; nil for 0.999, or 0.99 for RMSProp.
  public var beta2: Double?
  /// What is added to the root of the mean square; nil for 1e-8, or 1e-10 for Adagrad.
  public var epsilon: Double?
  /// Whether Adam divides by the largest mean square so far.
  public var amsgrad = false
  /// Whether RMSProp takes the mean gradient off.
  public var centered = false
  /// The factor of the L2 penalty on weights, 0 for none.
  public var weightDecay = 5e-4
  /// Whether weights decay beside the optimiser's rule, in place of a penalty's gradient; AdamW's always do.
  public var decoupledDecay = false
  /// The factor of the L1 penalty on weights, 0 for none.
  public var l1 = 0.0
  /// Whether the L1 penalty is a step of its own, which makes weights exactly 0.
  public var proximalL1 = false
  /// The bound on gradients, 0 for none.
  public var clipGradient = 0.0
  /// What is bounded.
  public var clipMode = ClipMode.norm
  /// Batches whose gradients make one step: a large batch in the memory of a small one.
  public var accumulation = 1
  /// The share that stays of a moving average of the weights, which is evaluated and kept in their place;
  /// 0 for none.
  public var emaDecay = 0.0
  /// Patterns of names of parameters that are not trained, as "features*".
  public var freeze: [String] = []
  /// What is different for parameters whose names match; the first that does decides.
  public var groups: [ParameterRule] = []
  /// The share of probability that the loss spreads over all classes, in 0 ..< 1.
  public var smoothing = 0.0

  /// How the learning rate changes.
  public var schedule = ScheduleKind.cosine
  /// Epochs in which the rate goes up in a straight line before its schedule begins: at most half of them
  /// all, or 1. nil for 1, but 0 with a constant rate and with `oneCycle`, which goes up by itself. In a run
  /// of one epoch the default is its first half. Deep ReLU networks that begin at the full rate may never
  /// learn: `small_cnn` does not on `shapes`.
  public var warmUpEpochs: Double?
  /// Epochs between decays of `step`, or of which `exponential` decays by `decayRate`; nil for a third of all.
  public var decayEpochs: Double?
  /// Epochs after the warm-up at which `multistep` decays.
  public var decayMilestones: [Double] = []
  /// What a decay multiplies the rate by.
  public var decayRate = 0.1
  /// The rate at which schedules that fall end.
  public var minimumRate = 0.0
  /// The power of `polynomial`; 1 falls in a straight line.
  public var power = 1.0
  /// Epochs of the first cycle of `restarts`; nil for a third of all.
  public var cycleEpochs: Double?
  /// How many times as long as the last each further cycle is.
  public var cycleGrowth = 1
  /// Whether `onecycle` moves momentum, or Adam's beta1, from 0.95 to 0.85 and back.
  public var cycleMomentum = true
  /// Epochs without a better validation loss before `plateau` decays.
  public var plateauPatience = 3

  /// Epochs without a better result on the pictures held back before training stops; 0 to train all epochs.
  public var patience = 0
  /// By how much a result must be better to count: a share of the pictures, or a loss.
  public var minDelta = 0.0
  /// Whether the best epoch's weights are kept at the end; the last epoch's otherwise.
  public var restoreBest = true
  /// What makes a result better.
  public var monitor = Monitor.accuracy

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
  /// How training pictures are changed, anew in each epoch; no recipe suits all data, so none by default.
  public var augmentation = AugmentationRecipe.none
  /// Whether augmentations are let through that change a picture's class by the data set's own account.
  public var unsafeAugmentation = false
  /// The share of the training pictures held back to choose the best epoch by, in 0 ..< 1; without any,
  /// the last epoch counts as the best. None are where a folder has pictures for it beside those to test with.
  public var validationShare = 0.1
  /// Whether a last batch of fewer pictures is left out.
  public var dropLast = false
  /// Seconds after which a checkpoint is written within an epoch as well; 0 for the ends of epochs only.
  public var checkpointSeconds = 0.0

  /// The defaults.
  public init() {}
}
