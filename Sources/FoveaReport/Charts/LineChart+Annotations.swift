extension LineChart {
  /// A stretch of the horizontal axis, shaded and named.
  public struct Zone: Hashable, Sendable {
    /// What a stretch means, and by that its colour.
    public enum Kind: String, Hashable, Sendable {
      /// Not enough.
      case low
      /// As it should be.
      case good
      /// Too much.
      case bad
    }

    /// Its name, written at its top.
    public let name: String
    /// What it means.
    public let kind: Kind
    /// Where it begins and ends.
    public let range: ClosedRange<Double>

    /// A zone.
    public init(_ name: String, _ kind: Kind, _ range: ClosedRange<Double>) {
      self.name = name
      self.kind = kind
      self.range = range
    }
  }

  /// A place on the horizontal axis.
  public struct Mark: Hashable, Sendable {
    /// Its name, written beside the line.
    public let name: String
    /// Where it is.
    public let x: Double

    /// A mark.
    public init(_ name: String, x: Double) {
      self.name = name
      self.x = x
    }
  }

  func drawZones(_ horizontal: ChartAxis, _ plot: Plot, _ svg: inout SVG) {
    for zone in zones {
      guard let from = horizontal.position(zone.range.lowerBound),
        let to = horizontal.position(zone.range.upperBound), to > from
      else { continue }
      svg.rectangle(
        "zone-" + zone.kind.rawValue, x: plot.x(from), y: plot.top,
        width: plot.x(to) - plot.x(from),
        height: plot.bottom - plot.top)
      svg.text(
        zone.name, "note", x: plot.x((from + to) / 2), y: plot.top - 4, anchor: .middle)
    }
  }

  func drawMarks(_ horizontal: ChartAxis, _ plot: Plot, _ svg: inout SVG) {
    for (place, mark) in marks.enumerated() {
      guard let share = horizontal.position(mark.x) else { continue }
      let x = plot.x(share)
      svg.line("mark", from: (x, plot.top), to: (x, plot.bottom))
      // To the side with room, and each lower than the last, so that marks close by can be read.
      let isLeft = share > 0.6
      svg.text(
        mark.name, "note", x: x + (isLeft ? -5 : 5), y: plot.top + 14 + 15 * Double(place),
        anchor: isLeft ? .end : .start)
    }
  }

  /// The losses of a training run.
  ///
  /// - Parameters:
  ///   - training: epochs and mean losses of their steps.
  ///   - validation: epochs and losses on the pictures held back; those that are no numbers are not drawn.
  ///   - bestEpoch: whose weights are kept.
  ///   - stoppedEpoch: after which early stopping ended the run; nil when it did not.
  public static func losses(
    training: [(epoch: Double, loss: Double)], validation: [(epoch: Double, loss: Double)],
    bestEpoch: Double?, stoppedEpoch: Double?
  ) -> LineChart {
    func series(_ name: String, _ values: [(epoch: Double, loss: Double)]) -> Series {
      Series(name, points: values.map { Point(x: $0.epoch, y: $0.loss) })
    }
    let hasValidation = validation.contains { $0.loss.isFinite }
    return LineChart(
      "Loss", xLabel: "epoch", yLabel: "nats, mean over pictures",
      marks: [
        bestEpoch.map { Mark("best: epoch \(chartNumber($0))", x: $0) },
        stoppedEpoch.map { Mark("stopped after epoch \(chartNumber($0))", x: $0) },
      ].compactMap { $0 },
      series: [series("training", training)]
        + (hasValidation ? [series("validation", validation)] : []))
  }
}
