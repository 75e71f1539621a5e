import Fovea

// How the layers do.
extension RunReport {
  /// How many layers a chart has room for.
  private static let shown = 6

  /// Norms of weights and gradients, dead and saturated units.
  var layers: HTML {
    let norms = [
      ("Length of the weights", "L2 norm", "weight_norm:"),
      ("Length of the gradients", "L2 norm, last step", "gradient_norm:"),
    ].compactMap { title, unit, prefix in
      chart(title, unit: unit, spread(prefix).map { ($0.name, $0.column, 1) }, scale: .logarithmic)
    }
    let units = [
      ("Dead units", "percent of ReLU units", "dead:"),
      ("Saturated outputs", "percent of outputs", "saturated:"),
    ].compactMap { title, unit, prefix in
      chart(title, unit: unit, worst(prefix).map { ($0.name, $0.column, 100) })
    }
    if norms.isEmpty, units.isEmpty { return .nothing }
    return Page.section(
      "Layers",
      note:
        "norms at the end of each epoch, gradients of its last step; a unit is dead that is 0 for every picture, an "
        + "output saturated with a derivative below 0.001; at most \(Self.shown) layers, metrics.csv has all",
      isWide: true, Page.charts(norms + units))
  }

  /// Columns of that beginning, evenly from the first to the last.
  private func spread(_ prefix: String) -> [(name: String, column: String)] {
    let all = columns(prefix)
    if all.count <= Self.shown { return all }
    return (0..<Self.shown).map { all[$0 * (all.count - 1) / (Self.shown - 1)] }
  }

  /// Columns of that beginning with the largest last values, in the network's order.
  private func worst(_ prefix: String) -> [(name: String, column: String)] {
    let all = columns(prefix)
    let last = all.map { metrics[$0.column].last.flatMap { $0 } ?? 0 }
    let kept = Set(all.indices.sorted { (last[$0], $1) > (last[$1], $0) }.prefix(Self.shown))
    return all.indices.filter(kept.contains).map { all[$0] }
  }

  private func columns(_ prefix: String) -> [(name: String, column: String)] {
    metrics.columns.filter { $0.hasPrefix(prefix) }.map { column in
      var name = String(column.dropFirst(prefix.count))
      if name.hasSuffix(".weight") { name.removeLast(".weight".count) }
      return (name.printable, column)
    }
  }
}
