import FoveaData

extension TrainingConfiguration {
  /// An optimiser's name.
  public enum OptimizerKind: String, Codable, CaseIterable, Sendable {
    /// `SGD`, with `momentum` and `nesterov`.
    case sgd
    /// `Adam`, with `beta1`, `beta2` and `amsgrad`.
    case adam
    /// `AdamW`: the same with decoupled weight decay.
    case adamw
    /// `RMSProp`, with `momentum`, `beta2` and `centered`.
    case rmsprop
    /// `Adagrad`.
    case adagrad

    /// The learning rate that suits the optimiser, as a first try.
    public var usualLearningRate: Double {
      switch self {
      case .sgd: 0.05
      case .adam, .adamw, .rmsprop: 0.001
      case .adagrad: 0.01
      }
    }
  }

  /// A schedule's name.
  public enum ScheduleKind: String, Codable, CaseIterable, Sendable {
    /// The same rate from start to end.
    case constant
    /// Times `decayRate` every `decayEpochs`.
    case step
    /// Times `decayRate` at each of `decayMilestones`.
    case multistep
    /// Times `decayRate` over `decayEpochs`, without jumps.
    case exponential
    /// Down to `minimumRate` as the remaining share of the run to a `power`.
    case polynomial
    /// Down to `minimumRate` along half a cosine wave.
    case cosine
    /// The same in cycles, of `cycleEpochs` at first, each back at the full rate.
    case restarts
    /// Up over three tenths of the run and down to nothing.
    case onecycle
    /// Times `decayRate` when the validation loss has not fallen for `plateauPatience` epochs.
    case plateau
  }

  /// What a bound on gradients is on.
  public enum ClipMode: String, Codable, CaseIterable, Sendable {
    /// The length of all gradients together.
    case norm
    /// Each element.
    case value
  }

  /// What makes one epoch better than another.
  public enum Monitor: String, Codable, CaseIterable, Sendable {
    /// More of the pictures held back are right.
    case accuracy
    /// Their loss is lower.
    case loss
  }

  /// What pictures go through, fitted on the training data.
  public enum PreprocessingKind: String, Codable, CaseIterable, Sendable {
    /// Nothing: 0 is black and 1 is white.
    case none
    /// The mean picture is subtracted.
    case mean
    /// The mean of each channel is subtracted.
    case meanChannel = "mean-channel"
    /// Each channel gets mean 0 and deviation 1.
    case standardize
    /// Each pixel of each channel gets mean 0 and deviation 1.
    case standardizePixel = "standardize-pixel"
    /// Each channel spans 0 ... 1.
    case minmax
    /// Each pixel of each channel spans 0 ... 1.
    case minmaxPixel = "minmax-pixel"
    /// Pixels are uncorrelated and of like variance, and the picture still looks like one.
    case zca
  }

  /// The same with every choice made that was left open.
  public var resolved: TrainingConfiguration {
    var configuration = self
    configuration.learningRate = learningRate ?? optimizer.usualLearningRate
    configuration.beta2 = beta2 ?? (optimizer == .rmsprop ? 0.99 : 0.999)
    configuration.epsilon = epsilon ?? (optimizer == .adagrad ? 1e-10 : 1e-8)
    let warmsUpByDefault = schedule != .constant && schedule != .onecycle
    configuration.warmUpEpochs = warmUpEpochs ?? (warmsUpByDefault ? 1 : 0)
    configuration.decayEpochs = decayEpochs ?? Double(epochs) / 3
    configuration.cycleEpochs = cycleEpochs ?? Double(epochs) / 3
    return configuration
  }

  /// The same with every choice left open that would be made so anyway: what is changed afterwards changes the choices
  /// that follow from it too, as the rate follows from the optimiser.
  public var opened: TrainingConfiguration {
    var opened = self
    let choices: [WritableKeyPath<TrainingConfiguration, Double?>] = [
      \.learningRate, \.beta2, \.epsilon, \.warmUpEpochs, \.decayEpochs, \.cycleEpochs,
    ]
    for choice in choices {
      var open = self
      open[keyPath: choice] = nil
      if open.resolved[keyPath: choice] == self[keyPath: choice] { opened[keyPath: choice] = nil }
    }
    return opened
  }
}

extension TrainingConfiguration.PreprocessingKind {
  /// Why PCA, which `Trainer` takes for a model of rows, has no name here; nil for other names.
  package static func reason(against name: String) -> String? {
    guard name.lowercased().hasPrefix("pca") else { return nil }
    return "pca makes rows of coordinates, and every model that has a name takes pictures: "
      + "zca whitens them and leaves them pictures"
  }

  /// The description that is fitted; nil for nothing.
  var description: Preprocessing? {
    switch self {
    case .none: nil
    case .mean: .meanSubtraction(per: .pixel)
    case .meanChannel: .meanSubtraction(per: .channel)
    case .standardize: .standardize(per: .channel)
    case .standardizePixel: .standardize(per: .pixel)
    case .minmax: .minMax(per: .channel)
    case .minmaxPixel: .minMax(per: .pixel)
    case .zca: .zca()
    }
  }
}

extension ParameterRule: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case match, rateFactor, weightDecay, l1
  }

  /// Reads the fields that are given; `match` must be.
  ///
  /// - Throws: `DataError` naming a field that there is none of, or that holds something else.
  public init(from decoder: any Decoder) throws {
    self.init(match: "")
    let fields = try StrictFields<CodingKeys>(decoder)
    try fields.read(.match, "a pattern of names", into: &match)
    try fields.read(.rateFactor, "a number", into: &rateFactor)
    try fields.read(.weightDecay, "a number", into: &weightDecay)
    try fields.read(.l1, "a number", into: &l1)
  }

  /// Writes the fields; what is left to the run is left out.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(match, forKey: .match)
    try fields.encode(rateFactor, forKey: .rateFactor)
    try fields.encodeIfPresent(weightDecay, forKey: .weightDecay)
    try fields.encodeIfPresent(l1, forKey: .l1)
  }
}
