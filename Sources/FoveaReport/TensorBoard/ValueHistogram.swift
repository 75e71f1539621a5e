/// How often values fall between two bounds, and what else TensorBoard wants to know of them.
public struct ValueHistogram: Hashable, Sendable {
  /// The least value.
  public let least: Double
  /// The largest value.
  public let largest: Double
  /// The sum of the values.
  public let sum: Double
  /// The sum of their squares.
  public let squares: Double
  /// Values in bins of equal width, from `least` to `largest`.
  public let counts: [Int]

  /// A histogram of values; those that are not finite are left out. Nil when there are no others.
  public init?(_ values: some Sequence<Double>, bins: Int = 40) {
    let values = values.filter(\.isFinite)
    guard let least = values.min(), let largest = values.max(), bins > 0 else { return nil }
    var counts = [Int](repeating: 0, count: bins)
    // Halves, so that the difference of the largest numbers is one as well.
    let width = largest / 2 - least / 2
    for value in values {
      let share = width > 0 ? (value / 2 - least / 2) / width : 0
      counts[min(Int(share * Double(bins)), bins - 1)] += 1
    }
    self.least = least
    self.largest = largest
    sum = values.reduce(0, +)
    squares = values.reduce(0) { $0 + $1 * $1 }
    self.counts = counts
  }

  /// The upper bounds of the bins.
  var limits: [Double] {
    let bins = Double(counts.count)
    return counts.indices.map { bin in
      bin == counts.count - 1
        ? largest : least + (largest - least) * Double(bin + 1) / bins
    }
  }

  /// As TensorBoard's `HistogramProto`.
  var message: ProtocolMessage {
    var message = ProtocolMessage()
    message.add(1, least)
    message.add(2, largest)
    message.add(3, Double(counts.reduce(0, +)))
    message.add(4, sum)
    message.add(5, squares)
    message.add(6, limits)
    message.add(7, counts.map(Double.init))
    return message
  }
}
