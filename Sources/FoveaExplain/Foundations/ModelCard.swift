import FoveaKernels
import FoveaModels
import FoveaNN
import FoveaTraining

/// A network by the three things that characterise one: its architecture, how it is trained, its activation
/// functions (rows A1, A2 and A5).
public struct ModelCard {
  /// The network's name in the catalogue.
  public let name: String
  /// One line about it.
  public let summary: String
  /// The most layers with weights that a picture meets in a row.
  public let depth: Int
  /// How often the way branches; 0 for a chain.
  public let branchings: Int
  /// All layers with weights.
  public let weighted: Int
  /// Those of them that convolve, in place of a product with a matrix: with one of them a network is convolutional.
  public let convolutions: Int
  /// The numbers that training changes; without auxiliary classifiers, which are there for training alone.
  public let parameters: Int
  /// Activation functions by name, and how often each is applied; the most frequent first. Gates of channels keep
  /// theirs to themselves.
  public let activations: [(name: String, count: Int)]
  /// How its layers are connected.
  let plan: ModelPlan

  /// A network of the catalogue, for the pictures that it was made for.
  ///
  /// - Throws: `ShapeError` when the network does not take its own pictures.
  public init(_ entry: ModelCatalog.Entry) throws {
    var random = RandomSource(seed: 0)
    let model = try entry.make(entry.usual.picture, entry.usual.classes, &random)
    let plan = ModelPlan(of: model)
    let layers = plan.layers
    let auxiliary = (model as? any AuxiliaryHeads)?.auxiliaries ?? []
    let counts = layers.compactMap { ($0 as? any ActivatedLayer)?.activation.name }
      .reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    self.plan = plan
    (name, summary) = (entry.name, entry.summary)
    (depth, branchings) = (plan.depth, plan.branchings)
    weighted = layers.count { $0.hasWeights }
    convolutions = layers.count { $0.isConvolution }
    parameters = model.parameterCount - auxiliary.reduce(0) { $0 + $1.parameterCount }
    activations = counts.map { (name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  /// The learning algorithm that `fovea train` takes where nothing else is asked for.
  public static var training: [String] {
    let usual = TrainingConfiguration()
    let rate = usual.learningRate ?? usual.optimizer.usualLearningRate
    return [
      "\(usual.optimizer.rawValue): rate \(rate), \(usual.schedule.rawValue)",
      "momentum \(usual.momentum)\(usual.nesterov ? ", nesterov" : "")",
      "weight decay \(usual.weightDecay)",
      "loss \(usual.loss)",
    ]
  }
}
