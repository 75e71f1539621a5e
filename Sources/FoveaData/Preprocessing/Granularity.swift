import FoveaTensor

extension Preprocessing.Granularity {
  /// The extents of a statistic of pictures of the given extents.
  func shape(for imageShape: Shape) -> Shape { self == .pixel ? imageShape : [imageShape[-1]] }

  /// Means and variances of each column as those of each channel: the variance of a channel is the mean
  /// variance of its pixels and the variance of their means.
  func fold(
    means: [Double], variances: [Double], _ imageShape: Shape
  ) -> (means: [Double], variances: [Double]) {
    if self == .pixel { return (means, variances) }
    let channelMeans = fold(means, imageShape, average)
    let channels = channelMeans.count
    let spread = means.indices.map { j in
      let d = means[j] - channelMeans[j % channels]
      return variances[j] + d * d
    }
    return (channelMeans, fold(spread, imageShape, average))
  }

  /// A statistic of each column as that of each channel: `body` of the channel's columns.
  func fold(
    _ columns: [Double], _ imageShape: Shape, _ body: ([Double]) -> Double
  ) -> [Double] {
    if self == .pixel { return columns }
    let channels = imageShape[-1]
    return (0..<channels).map { channel in
      body(stride(from: channel, to: columns.count, by: channels).map { columns[$0] })
    }
  }
}

/// The mean of some numbers.
func average(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
