import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Training of a network that takes noise out of pictures: it is shown noisy ones and compared with the clean
/// ones. Labels are not looked at.
///
/// Noise is normal and added to pixels of 0 ... 1, then cut off at both ends; training pictures get other noise in
/// each epoch, test pictures always the same.
public final class Denoising {
  /// Makes a network for pictures [height, width, channels].
  public typealias Maker =
    @Sendable (_ picture: Shape, _ random: inout RandomSource) throws -> any Layer

  /// How it is trained.
  public struct Configuration: Hashable, Sendable {
    /// The noise's standard deviation, where white is 1.
    public var noise: Scalar = 0.3
    /// How often each picture is seen.
    public var epochs = 5
    /// Pictures a step.
    public var batchSize = 64
    /// Adam's rate.
    public var learningRate: Scalar = 0.001
    /// Of weights, order and noise.
    public var seed: UInt64 = 0

    /// A noise of 0.3, 5 epochs in batches of 64 by Adam at its paper's rate.
    public init() {}
  }

  /// How an epoch went.
  public struct Epoch: Hashable, Sendable, Codable {
    /// Counted from 1.
    public let epoch: Int
    /// The mean squared error over the epoch's steps, as they were taken.
    public let loss: Double
    /// The peak signal-to-noise ratio of the test pictures with noise, in decibels.
    public let noisyPSNR: Double
    /// That of what the network makes of them.
    public let reconstructedPSNR: Double
  }

  /// How it is trained.
  public let configuration: Configuration
  /// The network, trained when `run` has returned.
  public let model: any Layer
  private let training: DataSet
  private let test: DataSet
  private var random: RandomSource
  private let testNoise: RandomSource

  /// A run that has not begun.
  ///
  /// - Parameters:
  ///   - configuration: how it is trained.
  ///   - training: pictures of 0 ... 1 to learn from.
  ///   - test: pictures of the same size to be tested with.
  ///   - make: makes the network for pictures [height, width, channels]; nil for a `DenoisingAutoencoder`.
  /// - Throws: `ShapeError` when the network does not give pictures of the size that it takes, `DataError` when a
  ///   part is empty or pictures differ in size, or the noise is no finite number of 0 or more.
  public init(
    _ configuration: Configuration = Configuration(), training: DataSet, test: DataSet,
    model make: Maker? = nil
  ) throws {
    guard training.count > 0, test.count > 0, training.imageShape == test.imageShape else {
      throw DataError(
        training.name, expected: "pictures of one size to train and to test with",
        found: "\(training.count) of \(training.imageShape) and \(test.count) of "
          + "\(test.imageShape)")
    }
    guard configuration.noise >= 0, configuration.noise.isFinite else {
      throw DataError(
        "configuration", at: "noise", expected: "a finite number of 0 or more",
        found: "\(configuration.noise)")
    }
    self.configuration = configuration
    self.training = training
    self.test = test
    random = RandomSource(seed: configuration.seed)
    var initial = random.split()
    testNoise = random.split()
    model = try Self.network(training.imageShape, make, &initial)
  }

  /// A network that was checked to give pictures of the size that it takes.
  static func network(
    _ picture: Shape, _ make: Maker?, _ random: inout RandomSource
  ) throws -> any Layer {
    let model =
      try make?(picture, &random) ?? DenoisingAutoencoder(channels: picture[2], random: &random)
    let batch = Shape([1] + picture.dimensions)
    let output = try model.outputShape(for: batch)
    guard output == batch else {
      throw ShapeError("\(model.kind): output \(batch) expected for one picture, found \(output)")
    }
    return model
  }

  /// The network with what is known of it, to be saved and used.
  public var trained: TrainedDenoiser {
    TrainedDenoiser(
      model,
      TrainedDenoiser.Description(
        data: training.name, noise: Double(configuration.noise), imageShape: training.imageShape))
  }

  /// Trains for all epochs.
  ///
  /// - Parameter report: called after each epoch.
  /// - Returns: how each epoch went, one at least.
  /// - Throws: `TrainingError` when the loss is no number any more.
  @discardableResult
  public func run(_ report: (Epoch) -> Void = { _ in }) throws -> [Epoch] {
    let optimizer = Adam(model.parameters, learningRate: configuration.learningRate)
    let noisy = psnr(of: { $0 })
    return try (1...max(1, configuration.epochs)).map { epoch in
      var (sum, count) = (0.0, 0)
      for batch in training.batches(of: configuration.batchSize, shuffledBy: &random) {
        let input = Variable(withNoise(batch.images, &random))
        let loss = meanSquaredError(model(input, .training(&random)), batch.images)
        guard loss.value.isFinite else {
          throw TrainingError(
            description: "epoch \(epoch): a finite loss expected, found \(loss.value.item); try a "
              + "lower learning rate than \(configuration.learningRate)")
        }
        sum += Double(loss.value.item) * Double(batch.count)
        count += batch.count
        try optimizer.step(loss.backward())
      }
      let result = Epoch(
        epoch: epoch, loss: sum / Double(count), noisyPSNR: noisy,
        reconstructedPSNR: psnr(of: reconstructed))
      report(result)
      return result
    }
  }

  /// The first test pictures with noise, as the network gives them back, and clean; [count, height, width,
  /// channels] each.
  public func samples(_ count: Int) -> (noisy: Tensor, reconstructed: Tensor, clean: Tensor) {
    // Noise depends on the batch that it is drawn for: the first batch of the test's, of which a part is shown.
    let batch = test.images(at: 0..<min(Evaluation.batchSize, test.count))
    var noise = testNoise.stream(0)
    let shown = 0..<min(count, batch.shape[0])
    let noisy = withNoise(batch, &noise).slice(axis: 0, shown)
    return (noisy, reconstructed(noisy), batch.slice(axis: 0, shown))
  }

  /// What the network makes of pictures, cut off at black and white.
  public func reconstructed(_ noisy: Tensor) -> Tensor {
    FrozenModel(model)(noisy).clamped(to: 0...1)
  }

  /// The peak signal-to-noise ratio of all test pictures after `process`: 10 log10(1 / mean squared error).
  private func psnr(of process: (Tensor) -> Tensor) -> Double {
    var (sum, count) = (0.0, 0)
    for (place, batch) in test.batches(of: Evaluation.batchSize).enumerated() {
      var noise = testNoise.stream(UInt64(place))
      let difference = process(withNoise(batch.images, &noise)) - batch.images
      sum += Double(difference.square().sum().item)
      count += difference.count
    }
    return peakSignalToNoise(meanSquaredError: sum / Double(max(1, count)))
  }

  private func withNoise(_ images: Tensor, _ random: inout RandomSource) -> Tensor {
    let noise = Tensor(
      normal: 0, standardDeviation: configuration.noise, images.shape, using: &random)
    return (images + noise).clamped(to: 0...1)
  }
}

/// The peak signal-to-noise ratio in decibels of pictures of 0 ... 1: 10 log10(1 / mean squared error); infinite
/// where there is no error.
public func peakSignalToNoise(meanSquaredError: Double) -> Double {
  -10 * log10(meanSquaredError)
}
