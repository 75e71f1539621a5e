import FoveaTensor

/// The mean and the deviation of each channel over all pixels of a set, in double precision.
///
///     deviation = sqrt(mean of (x - mean)^2)
public struct PixelStatistics: Hashable, Sendable {
  /// A number a channel.
  public let mean: [Double]
  /// A number a channel.
  public let deviation: [Double]

  /// Goes through every picture once; zeros for a set without any.
  public init(of data: DataSet) {
    guard let rows = try? Rows(data.count, data.imageShape, { data.images(at: $0) }) else {
      mean = [Double](repeating: 0, count: data.imageShape[-1])
      deviation = mean
      return
    }
    let columns = rows.moments()
    let channels = Preprocessing.Granularity.channel.fold(
      means: columns.means, variances: columns.variances, data.imageShape)
    mean = channels.means
    deviation = channels.variances.map { $0.squareRoot() }
  }
}

extension DataSet {
  /// How many pictures each class has.
  public var classCounts: [Int] {
    var counts = [Int](repeating: 0, count: classCount)
    for label in labels { counts[label] += 1 }
    return counts
  }
}
