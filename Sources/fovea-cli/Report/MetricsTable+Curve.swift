import Fovea

extension MetricsTable {
  /// A column over the epochs, times a factor; nil when it has no number.
  func curve(_ column: String, _ factor: Double, name: String) -> LineChart.Series? {
    let values = self[column]
    guard values.contains(where: { $0 != nil }) else { return nil }
    return LineChart.Series(
      name,
      points: zip(self["epoch"], values).map {
        LineChart.Point(x: $0 ?? .nan, y: ($1 ?? .nan) * factor)
      })
  }
}
