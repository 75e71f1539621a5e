import Fovea

extension LearningRateSweep {
  /// Too low, good, exploding: the parts of the curve, from the left; none when the loss never fell.
  var zones: [LineChart.Zone] {
    guard let lowest, let highest, let first = points.first?.rate, let last = points.last?.rate
    else {
      return []
    }
    var zones: [LineChart.Zone] = []
    if first < lowest { zones.append(.init("too low", .low, first...lowest)) }
    if lowest < highest { zones.append(.init("good", .good, lowest...highest)) }
    if highest < last { zones.append(.init("exploding", .bad, highest...last)) }
    return zones
  }

  /// The zone that a rate lies in.
  func zone(of rate: Double) -> LineChart.Zone? {
    zones.last { $0.range.contains(rate) }
  }

  /// The curve with its zones and the suggestion.
  func chart(title: String) -> LineChart {
    func series(_ name: String, _ loss: KeyPath<Point, Double>) -> LineChart.Series {
      .init(name, points: points.map { .init(x: $0.rate, y: $0[keyPath: loss]) })
    }
    return LineChart(
      title, xLabel: "learning rate, logarithmic scale", yLabel: "nats, mean of a batch",
      xScale: .logarithmic, zones: zones,
      marks: suggestion.map { [.init("suggestion: \($0.significant(1))", x: $0)] } ?? [],
      // The later is drawn over the earlier.
      series: [series("each step", \.loss), series("smoothed", \.smoothed)])
  }

  /// About so many points, evenly spread, the last among them.
  func rows(_ count: Int) -> [Point] {
    let step = max(1, (points.count + count - 1) / count)
    return points.indices.reversed().filter { (points.count - 1 - $0) % step == 0 }.reversed()
      .map { points[$0] }
  }
}
