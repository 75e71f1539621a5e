import FoveaData
import FoveaKernels
import FoveaNN
import FoveaTensor

/// What batch normalisation does to the channels of a convolution, in training and in inference (row J5).
///
///     y = scale * (x - mean) / sqrt(variance + epsilon) + shift
///
/// Training takes mean and variance of the batch and moves running averages along; inference takes these. So in
/// training what a picture becomes depends on the others of its batch, in inference on nothing but itself.
///
/// - Source: Ioffe and Szegedy (2015).
public struct BatchNormStudy: Sendable {
  /// Mean and standard deviation of some numbers.
  public struct Spread: Hashable, Sendable {
    /// The mean.
    public let mean: Double
    /// The standard deviation.
    public let deviation: Double
  }

  /// What becomes of a channel of the last batch.
  public struct Channel: Sendable {
    /// What the convolution gives.
    public let before: [Scalar]
    /// With mean 0 and deviation 1.
    public let normalized: [Scalar]
    /// With the scale and the shift.
    public let scaled: [Scalar]
    /// What inference gives in its place.
    public let inference: [Scalar]
    /// The running averages after the last step.
    public let running: Spread
    /// What they are to come near: mean and deviation over all pictures.
    public let all: Spread
  }

  /// The channels of the convolution.
  public let channels: [Channel]
  /// The mean of the first channel in each batch.
  public let batchMeans: [Double]
  /// Its running average after each batch.
  public let runningMeans: [Double]
  /// The largest change of the first picture of the last batch when the others are those of another batch, in
  /// training.
  public let changeInTraining: Double
  /// The same in inference.
  public let changeInInference: Double
  /// The largest difference between convolution and normalisation, one after the other, and the one convolution
  /// that inference makes of them.
  public let foldingError: Double

  /// Shows batches of drawn shapes to a convolution that has not been trained, and normalises what it gives.
  ///
  /// - Parameters:
  ///   - batchSize: pictures a batch, 2 or more; 32 by default.
  ///   - steps: batches, 2 or more; 20 by default.
  ///   - momentum: the batch's share in the running averages; 0.1 by default.
  ///   - scale: gamma, of each channel; 2 by default.
  ///   - shift: beta, of each channel; 1 by default.
  ///   - channels: kernels of the convolution; 3 by default.
  ///   - seed: of the kernels and the order of the pictures.
  /// - Throws: `DataError` when there are too many pictures to be drawn.
  public init(
    batchSize: Int = 32, steps: Int = 20, momentum: Scalar = 0.1, scale: Scalar = 2,
    shift: Scalar = 1, channels: Int = 3, seed: UInt64 = 1
  ) throws {
    require(
      batchSize > 1 && steps > 1 && channels > 0,
      "BatchNormStudy: 2 pictures and steps or more and a channel expected, received \(batchSize), "
        + "\(steps) and \(channels)")
    var random = RandomSource(seed: seed)
    let data = try Shapes(.train, count: batchSize * steps, size: 16).data
    let convolution = Conv2D(
      inputChannels: 1, outputChannels: channels, kernelSize: 3,
      initializer: .normal(standardDeviation: 1), random: &random)
    let batches = data.batches(of: batchSize, shuffledBy: &random).map { batch in
      withoutGradients { convolution(Variable(batch.images), .inference).value }
    }
    let layer = BatchNorm(channels, momentum: momentum)
    func normalized(_ x: Tensor, _ mode: Mode, by layer: BatchNorm) -> Tensor {
      withoutGradients { layer(Variable(x), mode).value }
    }
    var running: [Double] = []
    let last = batches[steps - 1]
    var plain = last
    for batch in batches {
      plain = normalized(batch, .training(&random), by: layer)
      running.append(Double(layer.mean.value.elements[0]))
    }
    layer.scale.value = Tensor(repeating: scale, [channels])
    layer.shift.value = Tensor(repeating: shift, [channels])
    // In training with the running averages kept as they are: those of a layer of its own move.
    func trained(_ x: Tensor) -> Tensor {
      let own = BatchNorm(channels, momentum: momentum)
      (own.scale.value, own.shift.value) = (layer.scale.value, layer.shift.value)
      return normalized(x, .training(&random), by: own)
    }
    let scaled = trained(last)
    let inference = normalized(last, .inference, by: layer)
    let all = Tensor.concatenated(batches, axis: 0)
    self.channels = (0..<channels).map { place in
      Channel(
        before: last.channel(place), normalized: plain.channel(place),
        scaled: scaled.channel(place), inference: inference.channel(place),
        running: Spread(
          mean: Double(layer.mean.value.elements[place]),
          deviation: Double(layer.variance.value.elements[place]).squareRoot()),
        all: Spread(all.channel(place)))
    }
    runningMeans = running
    batchMeans = batches.map { Spread($0.channel(0)).mean }
    // The same picture among others.
    let picture = last.slice(axis: 0, 0..<1)
    let company = Tensor.concatenated(
      [picture, batches[0].slice(axis: 0, 1..<batchSize)], axis: 0)
    func change(_ a: Tensor, _ b: Tensor) -> Double {
      (a.slice(axis: 0, 0..<1) - b.slice(axis: 0, 0..<1)).largestMagnitude
    }
    changeInTraining = change(scaled, trained(company))
    changeInInference = change(inference, normalized(company, .inference, by: layer))
    let folded = Sequential(convolution, layer).frozen()
    let images = Variable(data.images(at: 0..<batchSize))
    foldingError =
      withoutGradients {
        folded(images, .inference).value
          - layer(convolution(images, .inference), .inference).value
      }.largestMagnitude
  }
}

extension BatchNormStudy.Spread {
  /// Of the given numbers, at least one.
  public init(_ values: [Scalar]) {
    let statistics = ChannelStatistics(Tensor([values.count, 1], values))
    self.init(
      mean: Double(statistics.mean.item),
      deviation: Double(statistics.variance.item).squareRoot())
  }
}

extension Tensor {
  /// The numbers of one channel, the last axis.
  fileprivate func channel(_ place: Int) -> [Scalar] {
    slice(axis: rank - 1, place..<place + 1).elements
  }
}
