import FoveaTensor

/// Centres the data on the origin.
///
///     y = x - mean
///
/// The mean is that of the training data, of each pixel or of each channel.
public struct MeanSubtraction: Preprocessor {
  /// What has a mean of its own.
  public let granularity: Preprocessing.Granularity
  private let map: AffineMap

  /// The mean: [height, width, channels] or [channels].
  public var mean: Tensor { map.shift }

  /// The mean of a training set.
  ///
  /// - Throws: `DataError` when the set is another split, or empty.
  public init(fitting data: DataSet, per granularity: Preprocessing.Granularity = .pixel) throws {
    try self.init(Rows(trainingOn: data), granularity)
  }

  /// The mean of the rows of a tensor, [rows, ...].
  public init(fitting rows: Tensor, per granularity: Preprocessing.Granularity = .pixel) throws {
    try self.init(Rows(rows), granularity)
  }

  init(_ rows: Rows, _ granularity: Preprocessing.Granularity) throws(DataError) {
    let means = granularity.fold(try rows.means(), rows.shape, average)
    self.granularity = granularity
    map = AffineMap(
      name: "MeanSubtraction", shift: Tensor(granularity.shape(for: rows.shape), rounding: means),
      scale: nil)
  }

  init(_ stored: StoredTensors, _ granularity: Preprocessing.Granularity) throws(DataError) {
    self.granularity = granularity
    map = AffineMap(name: "MeanSubtraction", shift: try stored.tensor("mean"), scale: nil)
  }

  /// The pictures minus the mean.
  public func transform(_ images: Tensor) -> Tensor { map.apply(images) }

  /// The pictures plus the mean.
  public func inverse(_ images: Tensor) -> Tensor { map.undo(images) }

  /// The same extents.
  public func outputShape(for imageShape: Shape) throws(ShapeError) -> Shape {
    try map.check(imageShape)
    return imageShape
  }

  /// `.meanSubtraction`.
  public var configuration: Preprocessing { .meanSubtraction(per: granularity) }

  /// "mean".
  public var tensors: [(name: String, tensor: Tensor)] { [("mean", mean)] }
}
