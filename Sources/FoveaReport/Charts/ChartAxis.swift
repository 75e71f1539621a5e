import Foundation

/// How values become lengths.
public enum ChartScale: Hashable, Sendable {
  /// Equal steps for equal differences. Bars begin at 0.
  case linear
  /// Equal steps for equal ratios; only values above 0 are drawn.
  case logarithmic
}

/// An axis: the range it covers, its ticks, and where on it a value lies.
struct ChartAxis {
  let scale: ChartScale
  let lower: Double
  let upper: Double
  /// Values at which there is a line and a number.
  let ticks: [Double]

  /// An axis for the given values; others than finite ones are passed over.
  ///
  /// - Parameters:
  ///   - values: what is to be drawn.
  ///   - scale: linear or logarithmic.
  ///   - includesZero: whether a linear axis begins at 0 at the latest, and a logarithmic one below the
  ///     smallest value, as they must for bars.
  ///   - tickCount: about how many ticks a linear axis gets.
  ///   - leastStep: no two ticks of a linear axis are closer than this.
  ///   - mostDecades: a logarithmic axis of more has no tick at each, or their numbers would lie on one another.
  init(
    _ values: [Double], _ scale: ChartScale, includesZero: Bool, tickCount: Int = 5,
    leastStep: Double = 0, mostDecades: Int = 8
  ) {
    self.scale = scale
    switch scale {
    case .linear:
      var low = values.filter(\.isFinite).min() ?? 0
      var high = values.filter(\.isFinite).max() ?? 1
      if includesZero { (low, high) = (min(low, 0), max(high, 0)) }
      if low == high { high = low + max(1, abs(low)) }
      let step = max(leastStep, ChartAxis.roundStep((high - low) / Double(tickCount)))
      let (first, last) = ((low / step).rounded(.down), (high / step).rounded(.up))
      lower = first * step
      upper = last * step
      ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    case .logarithmic:
      let drawn = values.filter { $0.isFinite && $0 > 0 }
      let (low, high) = (drawn.min() ?? 0.1, drawn.max() ?? 1)
      // For bars a little below the smallest value: one of no length could not be seen.
      let first = (log10(includesZero ? low * 0.8 : low) + 1e-9).rounded(.down)
      lower = pow(10, first)
      upper = max(ChartAxis.roundUp(high), lower * 10)
      let step = max(1, ((log10(upper) - first) / Double(mostDecades)).rounded(.up))
      ticks = stride(from: first, through: log10(upper) + 1e-9, by: step).map { pow(10, $0) }
    }
  }

  /// Where a value lies, as a share of the axis' length; nil where it cannot be drawn. Never beyond 0 ... 1.
  func position(_ value: Double) -> Double? {
    guard value.isFinite, scale == .linear || value > 0 else { return nil }
    let share =
      scale == .linear
      ? (value - lower) / (upper - lower) : log(value / lower) / log(upper / lower)
    return min(max(share, 0), 1)
  }

  /// The smallest of 1, 2 or 5 times a power of ten that is at least `value`.
  static func roundUp(_ value: Double) -> Double {
    let power = pow(10, log10(value).rounded(.down))
    return ([1, 2, 5].first { $0 * power >= value } ?? 10) * power
  }

  /// A step of 1, 2 or 5 times a power of ten near `step`.
  private static func roundStep(_ step: Double) -> Double { roundUp(step * 0.75) }
}

/// A number for people: three significant digits, no exponent where it can be helped.
func chartNumber(_ value: Double) -> String {
  if value == 0 { return "0" }
  let magnitude = abs(value)
  guard magnitude >= 1e-4, magnitude < 1e7 else { return String(format: "%.3g", value) }
  let digits = max(0, 2 - Int(log10(magnitude).rounded(.down)))
  let text = String(format: "%.\(digits)f", value)
  guard text.contains(".") else { return text }
  let trimmed = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
  return String(trimmed.reversed())
}
