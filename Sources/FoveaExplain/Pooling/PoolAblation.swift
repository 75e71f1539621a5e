import FoveaData
import FoveaKernels
import FoveaModels
import FoveaNN
import FoveaTraining

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What pooling is good for: the same small network with one pooling after the other, and with none.
///
/// All start from the same seed and see the same pictures in the same order. Convolutions are the same in all of
/// them; what pooling saves is in the dense layer and in the second convolution's multiply-adds.
public struct PoolAblation: Sendable {
  /// What came of one of them.
  public struct Row: Hashable, Sendable {
    /// What stood at the end of each stage.
    public let pooling: StagedCNN.Pooling
    /// The share of test pictures classified rightly after each epoch.
    public let accuracies: [Double]
    /// The mean loss over the test pictures at the end, in nats.
    public let loss: Double
    /// All parameters.
    public let parameters: Int
    /// Those of the dense layer.
    public let denseParameters: Int
    /// Multiply-adds for one picture.
    public let multiplyAdds: Int
    /// How long the training took, without the tests between epochs.
    public let seconds: Double

    /// The share of test pictures classified rightly at the end.
    public var accuracy: Double { accuracies.last ?? 0 }
  }

  /// What is trained, and how.
  public struct Configuration: Hashable, Sendable {
    /// The poolings to compare.
    public var poolings: [StagedCNN.Pooling] = [.none, .max, .average]
    /// Epochs each.
    public var epochs = 3
    /// Pictures a step.
    public var batchSize = 64
    /// Adam's rate.
    public var learningRate: Scalar = 0.002
    /// Of weights and order.
    public var seed: UInt64 = 0

    /// None with maximum and average, for 3 epochs in batches of 64, by Adam at 0.002: enough to tell them apart
    /// in a minute.
    public init() {}
  }

  /// A row a pooling, in the order in which they were asked for.
  public let rows: [Row]

  /// Trains and tests every network.
  ///
  /// - Parameters:
  ///   - configuration: what is trained, and how.
  ///   - training: pictures to learn from.
  ///   - test: pictures of the same size and classes to be tested with.
  ///   - progress: called after each epoch with the pooling, the epoch from 1 and the accuracy.
  /// - Throws: `ShapeError` when the network does not take such pictures.
  public init(
    _ configuration: Configuration = Configuration(), training: DataSet, test: DataSet,
    progress: (StagedCNN.Pooling, _ epoch: Int, _ accuracy: Double) -> Void = { _, _, _ in }
  ) throws {
    // Checks that they are of a kind.
    _ = try TrainingData(train: training, test: test)
    rows = try configuration.poolings.map { pooling in
      try Row(pooling, configuration, training, test, progress)
    }
  }
}

extension PoolAblation.Row {
  fileprivate init(
    _ pooling: StagedCNN.Pooling, _ configuration: PoolAblation.Configuration,
    _ training: DataSet, _ test: DataSet,
    _ progress: (StagedCNN.Pooling, _ epoch: Int, _ accuracy: Double) -> Void
  ) throws {
    let picture = training.imageShape
    var random = RandomSource(seed: configuration.seed)
    var (weights, order) = (random.split(), random.split())
    let model = try StagedCNN(
      inputChannels: picture[2], size: IntPair(picture[0], picture[1]),
      classes: training.classCount, pooling: pooling, random: &weights)
    var trace = Trace(naming: model)
    _ = try model.outputShape(for: Shape([1] + picture.dimensions), &trace)
    let optimizer = Adam(model.parameters, learningRate: configuration.learningRate)
    var (seconds, accuracies, loss) = (0.0, [Double](), 0.0)
    for epoch in 1...max(1, configuration.epochs) {
      let start = monotonicSeconds()
      let batches = training.batches(of: configuration.batchSize, shuffledBy: &order)
      try model.train(on: batches, by: optimizer, random: &random)
      seconds += monotonicSeconds() - start
      let evaluation = Evaluation(of: model, on: test)
      accuracies.append(evaluation.top1)
      loss = evaluation.loss
      progress(pooling, epoch, evaluation.top1)
    }
    self.pooling = pooling
    self.accuracies = accuracies
    self.loss = loss
    self.seconds = seconds
    parameters = model.parameterCount
    denseParameters = trace.rows.reduce(0) {
      $0 + ($1.layer is Dense ? $1.layer.parameterCount : 0)
    }
    multiplyAdds = trace.multiplyAdds
  }
}

/// Seconds of a clock that nobody sets.
private func monotonicSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
}
