import FoveaData
import FoveaKernels
import FoveaTensor

/// Two features of pictures as they are, centred, scaled, turned to their principal axes, and whitened (rows G1 to
/// G3).
///
/// Every step is the engine's preprocessor, fitted on the features: `MeanSubtraction`, `Standardize`, and, on what is
/// standardised, as the lecture has it, `PCA` without and with whitening. PCA divides by n - 1, standardising by n; all
/// is measured by n here, so that scaled and whitened mean the same.
public struct PreprocessingSteps: Sendable {
  /// The features after a step.
  public struct Step: Sendable {
    /// What was done.
    public let name: String
    /// The pictures' features, a pair each.
    public let points: [(x: Double, y: Double)]
    /// Their means.
    public let means: (x: Double, y: Double)
    /// Their standard deviations.
    public let deviations: (x: Double, y: Double)
    /// How they go together, -1 to 1; nil where one of them never changes.
    public let correlation: Double?
  }

  /// What was measured.
  public let features: [PictureFeature]
  /// Raw, centred, scaled, turned, whitened.
  public let steps: [Step]
  /// The directions in which the scaled features vary most and least, of length 1.
  public let axes: [(x: Double, y: Double)]
  /// The share of the variance along each.
  public let shares: [Double]

  /// Measures drawn shapes and prepares what was measured.
  ///
  /// - Parameters:
  ///   - features: two that differ; area and brightness by default, whose scales differ and which go together.
  ///   - pictures: how many, 3 or more; 300 by default.
  ///   - seed: of the pictures.
  /// - Throws: `DataError` when there are too many pictures, `LAPACKError` when the axes are not found.
  public init(
    _ features: [PictureFeature] = [.area, .brightness], pictures: Int = 300, seed: UInt64 = 0
  ) throws {
    require(
      Set(features).count == 2 && features.count == 2 && pictures > 2,
      "PreprocessingSteps: two features that differ and 3 pictures or more expected, received "
        + "\(features) and \(pictures)")
    let data = try Shapes(.train, count: pictures, seed: seed).data
    let columns = data.imageShape[1]
    let rows = (0..<pictures).flatMap { picture in
      let pixels = data.images(at: [picture]).elements
      return features.map { Scalar($0.value(of: pixels, columns: columns)) }
    }
    let raw = Tensor([pictures, 2], rows)
    let centred = try MeanSubtraction(fitting: raw, per: .pixel).transform(raw)
    // Features of 0 ... 1 may vary by less than the hundredth below which a pixel's deviation counts as none.
    let scaled = try Standardize(fitting: raw, per: .pixel, epsilon: 1e-6).transform(raw)
    let turning = try PCA(fitting: scaled)
    let whitening = try PCA(fitting: scaled, whitening: true)
    let ratio = (Double(pictures) / Double(pictures - 1)).squareRoot()
    self.features = features
    steps = [
      Step("raw", raw), Step("centred", centred), Step("scaled", scaled),
      Step("turned", turning.transform(scaled)),
      Step("whitened", whitening.transform(scaled) * Scalar(ratio)),
    ]
    let components = turning.components.elements.map { Double($0) }
    axes = [(components[0], components[1]), (components[2], components[3])]
    shares = turning.explainedVarianceShare
  }
}

extension PreprocessingSteps.Step {
  /// A step that gave [pictures, 2].
  fileprivate init(_ name: String, _ values: Tensor) {
    self.name = name
    func pairs(_ values: Tensor) -> [(x: Double, y: Double)] {
      let numbers = values.elements.map { Double($0) }
      return stride(from: 0, to: numbers.count, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
    }
    let statistics = ChannelStatistics(values)
    let squares = pairs(statistics.variance)[0]
    points = pairs(values)
    means = pairs(statistics.mean)[0]
    deviations = (squares.x.squareRoot(), squares.y.squareRoot())
    let products = pairs(values - statistics.mean).reduce(0) { $0 + $1.x * $1.y }
    let scale = deviations.x * deviations.y
    correlation = scale > 0 ? products / Double(points.count) / scale : nil
  }
}
