import FoveaTensor

/// The mean and the deviation of each channel over all pixels of a set, in double precision.
///
///     deviation = sqrt(mean of (x - mean)^2)
public struct PixelStatistics: Hashable, Sendable {
  /// A number a channel.
  public let mean: [Double]
  /// A number a channel.
  public let deviation: [Double]

  /// Goes through every picture, a block at a time; zeros for a set without any.
  ///
  /// Blocks are put together by their means and squares, so that large numbers lose nothing.
  ///
  /// Source: Chan, Golub and LeVeque (1979), Updating formulae and a pairwise algorithm for computing sample
  /// variances.
  public init(of data: DataSet) {
    let channels = data.imageShape[2]
    let area = data.imageShape.count / channels
    var mean = [Double](repeating: 0, count: channels)
    var squares = mean
    var seen = 0.0
    for batch in data.batches(of: 256) {
      let count = Double(batch.count * area)
      batch.images.read { x in
        for c in 0..<channels {
          var sum = 0.0
          for i in 0..<batch.count * area { sum += Double(x[i * channels + c]) }
          let own = sum / count
          var spread = 0.0
          for i in 0..<batch.count * area {
            let difference = Double(x[i * channels + c]) - own
            spread += difference * difference
          }
          let step = own - mean[c]
          squares[c] += spread + step * step * seen * count / (seen + count)
          mean[c] += step * count / (seen + count)
        }
      }
      seen += count
    }
    self.mean = mean
    deviation = squares.map { ($0 / max(1, seen)).squareRoot() }
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
