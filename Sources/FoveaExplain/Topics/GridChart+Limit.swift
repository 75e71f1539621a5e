import FoveaReport

extension GridChart {
  /// The most pixels a side of what is drawn square by square: 16,384 squares are a file of 1.5 MB.
  static let largestDrawn = 128
}
