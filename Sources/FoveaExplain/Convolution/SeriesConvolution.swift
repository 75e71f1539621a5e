import FoveaKernels
import FoveaNN
import FoveaTensor

/// Convolution of a time series, a grid of one dimension: several kernels over the same samples (row A4).
public struct SeriesConvolution: Sendable {
  /// Weights that look for something.
  public struct Kernel: Hashable, Sendable {
    /// What they look for.
    public let name: String
    /// The weights, from the earliest sample to the latest.
    public let weights: [Double]

    /// A kernel of one weight or more.
    public init(_ name: String, _ weights: [Double]) {
      (self.name, self.weights) = (name, weights)
    }
  }

  /// What a kernel gives.
  public struct Response: Sendable {
    /// The kernel.
    public let kernel: Kernel
    /// The outputs, from the engine's `Conv1D`.
    public let values: [Double]
    /// For each output the place in the series of its window's middle, rounded down.
    public let times: [Int]
    /// The largest output's place among the outputs.
    public let strongest: Int
    /// What the window covers there; zeros beyond the ends.
    public let window: [Double]
    /// The numbers that training would change: as many as weights, however long the series.
    public let parameters: Int
  }

  /// The samples, at equal steps of time.
  public let series: [Double]
  /// A response a kernel.
  public let responses: [Response]
  /// Steps of the windows.
  public let stride: Int

  /// A mean of five, a rise, and a peak: what the signal without noise is, where it goes up, where it is sharp.
  public static let usualKernels = [
    Kernel("smooth", [0.2, 0.2, 0.2, 0.2, 0.2]), Kernel("rise", [-0.5, -0.5, 0, 0.5, 0.5]),
    Kernel("peak", [-0.5, 1, -0.5]),
  ]

  /// Convolves.
  ///
  /// - Parameters:
  ///   - series: samples, at least one.
  ///   - kernels: the usual three by default.
  ///   - stride: steps of the windows; 1 by default. Padding keeps the length at 1.
  /// - Throws: `ShapeError` for a kernel that does not fit.
  public init(
    _ series: [Double], kernels: [Kernel] = usualKernels, stride: Int = 1
  ) throws {
    require(
      !series.isEmpty && stride > 0 && kernels.allSatisfy { !$0.weights.isEmpty },
      "SeriesConvolution: samples, weights and a stride above 0 expected, received "
        + "\(series.count) samples, \(kernels.map(\.weights.count)) and \(stride)")
    self.series = series
    self.stride = stride
    let samples = Variable(Tensor([1, series.count, 1], series.map { Scalar($0) }))
    responses = try kernels.map { kernel in
      let length = kernel.weights.count
      let layer = Conv1D(
        weight: Tensor([length, 1, 1], kernel.weights.map { Scalar($0) }), stride: stride,
        padding: .same, policy: .floor)
      _ = try layer.outputShape(for: samples.shape)
      let values = withoutGradients { layer(samples, .inference).value }
      // A sequence is an image of height 1 to the engine.
      let axis = try Conv2DGeometry(
        input: [1, 1, series.count, 1], kernel: [1, length, 1, 1], stride: IntPair(1, stride),
        padding: .same, policy: .floor
      ).horizontal
      let strongest = values.reshaped(1, values.count).argmax()[0]
      let first = strongest * stride - axis.paddingBefore
      return Response(
        kernel: kernel, values: values.elements.map { Double($0) },
        times: (0..<values.count).map { $0 * stride - axis.paddingBefore + (length - 1) / 2 },
        strongest: strongest,
        window: (first..<first + length).map { series.indices.contains($0) ? series[$0] : 0 },
        parameters: layer.parameterCount)
    }
  }

  /// A signal to look at: it rises at a third of the time and falls at three quarters, with a peak in between, and
  /// noise on all of it.
  ///
  /// - Parameters:
  ///   - count: samples; 64 by default.
  ///   - noise: the noise's standard deviation; 0.05 by default.
  ///   - seed: of the noise.
  public static func signal(
    count: Int = 64, noise: Double = 0.05, seed: UInt64 = 1
  ) -> [Double] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { time in
      let level = (count / 3..<count * 3 / 4).contains(time) ? 1.0 : 0
      let peak = time == count / 2 ? 1.0 : 0
      return level + peak + random.normal(standardDeviation: noise)
    }
  }
}
