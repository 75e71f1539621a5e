import FoveaReport
import FoveaTensor

/// All activations beside each other: formula, range, kind of curve, and how steep they get (row H1).
public struct ActivationOverview: Sendable {
  /// One of them.
  public struct Entry: Sendable {
    /// The function itself.
    public let activation: Activation
    /// The least and the greatest derivative over -8 ... 8, where all that is curved lies.
    public let derivatives: ClosedRange<Double>
  }

  /// The activations, in the order in which they were asked for.
  public let entries: [Entry]

  /// Looks at some activations; all by default.
  public init(_ activations: [Activation] = Activation.all) {
    entries = activations.map { activation in
      let slopes = stride(from: -8.0, through: 8, by: 1.0 / 128)
        .map { activation.derivative(at: $0) }
      return Entry(
        activation: activation, derivatives: (slopes.min() ?? 0)...(slopes.max() ?? 0))
    }
  }

  /// The curves over -4 ... 4 with their derivatives, four panels a row.
  public var chart: PanelGrid {
    let x = stride(from: -4.0, through: 4, by: 1.0 / 32)
    let panels = entries.map { entry in
      let f = entry.activation
      return PanelGrid.Panel(
        f.name, note: "\(f.curve.rawValue), \(f.range)",
        curves: [
          x.map { LineChart.Point(x: $0, y: f($0)) },
          x.map { LineChart.Point(x: $0, y: f.derivative(at: $0)) },
        ])
    }
    let rows = stride(from: 0, to: panels.count, by: 4).map { first in
      PanelGrid.Row(
        panels: Array(panels[first..<min(first + 4, panels.count)]), xRange: -4...4,
        yRange: -2...4)
    }
    return PanelGrid(
      "Activations", note: "each over -4 ... 4, drawn from -2 to 4",
      legend: ["f(x)", "f'(x)"], rows: rows)
  }
}
