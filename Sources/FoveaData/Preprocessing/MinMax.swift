import FoveaTensor

/// Brings the training data to 0 ... 1.
///
///     y = (x - minimum) / (maximum - minimum)
///
/// Minimum and maximum are those of the training data, of each pixel or of each channel; other data may
/// lie outside 0 ... 1. What is constant in the training data is shifted only.
public struct MinMax: Preprocessor {
  /// What has a minimum and a maximum of its own.
  public let granularity: Preprocessing.Granularity
  /// The minimum: [height, width, channels] or [channels].
  public let minimum: Tensor
  /// What is divided by, as `minimum`: maximum - minimum, 1 where they are equal.
  public let range: Tensor
  private let map: AffineMap

  /// Minimum and maximum of a training set.
  ///
  /// - Throws: `DataError` when the set is another split, or empty.
  public init(fitting data: DataSet, per granularity: Preprocessing.Granularity = .channel) throws {
    try self.init(Rows(trainingOn: data), granularity)
  }

  /// Minimum and maximum of the rows of a tensor, [rows, ...].
  public init(fitting rows: Tensor, per granularity: Preprocessing.Granularity = .channel) throws {
    try self.init(Rows(rows), granularity)
  }

  init(_ rows: Rows, _ granularity: Preprocessing.Granularity) throws(DataError) {
    _ = try rows.means()  // finite?
    let least = granularity.fold(rows.minima(), rows.shape) { $0.reduce(.infinity, min) }
    let greatest = granularity.fold(rows.maxima(), rows.shape) { $0.reduce(-.infinity, max) }
    let ranges = zip(least, greatest).map { canDivide($1 - $0) ? $1 - $0 : 1 }
    let shape = granularity.shape(for: rows.shape)
    self.init(Tensor(shape, rounding: least), Tensor(shape, rounding: ranges), granularity)
  }

  init(_ stored: StoredTensors, _ granularity: Preprocessing.Granularity) throws(DataError) {
    let minimum = try stored.tensor("minimum")
    self.init(minimum, try stored.divisor("range", shape: minimum.shape), granularity)
  }

  private init(_ minimum: Tensor, _ range: Tensor, _ granularity: Preprocessing.Granularity) {
    self.minimum = minimum
    self.range = range
    self.granularity = granularity
    map = AffineMap(
      name: "MinMax", shift: minimum, scale: range)
  }

  /// The pictures with the training data's range as 0 ... 1.
  public func transform(_ images: Tensor) -> Tensor { map.apply(images) }

  /// The pictures with the training data's range.
  public func inverse(_ images: Tensor) -> Tensor { map.undo(images) }

  /// The same extents.
  public func outputShape(for imageShape: Shape) throws(ShapeError) -> Shape {
    try map.check(imageShape)
    return imageShape
  }

  /// `.minMax`.
  public var configuration: Preprocessing { .minMax(per: granularity) }

  /// "minimum" and "range".
  public var tensors: [(name: String, tensor: Tensor)] {
    [("minimum", minimum), ("range", range)]
  }
}
