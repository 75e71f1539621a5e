import FoveaTensor

/// Brings the data to mean 0 and standard deviation 1.
///
///     y = (x - mean) / deviation,   deviation^2 = 1/N * sum (x - mean)^2
///
/// Mean and deviation are those of the training data, of each pixel or of each channel. Where the
/// deviation is below `epsilon`, it counts as 1: a pixel that hardly ever changes is centred only, and
/// does not blow up the one picture that differs there.
public struct Standardize: Preprocessor {
  /// 0.01: two and a half of the 255 steps of a picture's brightness.
  public static let defaultEpsilon = 0.01

  /// What has a mean and a deviation of its own.
  public let granularity: Preprocessing.Granularity
  /// Deviations below this are not divided by.
  public let epsilon: Double
  /// The mean: [height, width, channels] or [channels].
  public let mean: Tensor
  /// What is divided by, as `mean`; 1 where the deviation is below `epsilon`.
  public let deviation: Tensor
  private let map: AffineMap

  /// Mean and deviation of a training set.
  ///
  /// - Throws: `DataError` when the set is another split, or empty.
  public init(
    fitting data: DataSet, per granularity: Preprocessing.Granularity = .channel,
    epsilon: Double = defaultEpsilon
  ) throws {
    try self.init(Rows(trainingOn: data), granularity, epsilon)
  }

  /// Mean and deviation of the rows of a tensor, [rows, ...].
  public init(
    fitting rows: Tensor, per granularity: Preprocessing.Granularity = .channel,
    epsilon: Double = defaultEpsilon
  ) throws {
    try self.init(Rows(rows), granularity, epsilon)
  }

  init(
    _ rows: Rows, _ granularity: Preprocessing.Granularity, _ epsilon: Double
  ) throws(DataError) {
    let columns = rows.moments()
    _ = try Rows.finite(columns.means)
    let (means, variances) = granularity.fold(
      means: columns.means, variances: columns.variances, rows.shape)
    let deviations = variances.map { variance in
      let deviation = variance.squareRoot()
      return canDivide(deviation) && deviation >= epsilon ? deviation : 1
    }
    let shape = granularity.shape(for: rows.shape)
    self.init(
      Tensor(shape, rounding: means), Tensor(shape, rounding: deviations), granularity, epsilon)
  }

  init(
    _ stored: StoredTensors, _ granularity: Preprocessing.Granularity, _ epsilon: Double
  ) throws(DataError) {
    let mean = try stored.tensor("mean")
    let deviation = try stored.divisor("deviation", shape: mean.shape)
    self.init(mean, deviation, granularity, epsilon)
  }

  private init(
    _ mean: Tensor, _ deviation: Tensor, _ granularity: Preprocessing.Granularity, _ epsilon: Double
  ) {
    self.mean = mean
    self.deviation = deviation
    self.granularity = granularity
    self.epsilon = epsilon
    map = AffineMap(
      name: "Standardize", shift: mean,
      scale: deviation)
  }

  /// The pictures with mean 0 and deviation 1.
  public func transform(_ images: Tensor) -> Tensor { map.apply(images) }

  /// The pictures with the mean and the deviation of the training data.
  public func inverse(_ images: Tensor) -> Tensor { map.undo(images) }

  /// The same extents.
  public func outputShape(for imageShape: Shape) throws(ShapeError) -> Shape {
    try map.check(imageShape)
    return imageShape
  }

  /// `.standardize`.
  public var configuration: Preprocessing { .standardize(per: granularity, epsilon: epsilon) }

  /// "mean" and "deviation".
  public var tensors: [(name: String, tensor: Tensor)] {
    [("mean", mean), ("deviation", deviation)]
  }
}
