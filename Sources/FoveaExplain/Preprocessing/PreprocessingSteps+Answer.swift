import FoveaReport

extension PreprocessingSteps {
  /// Means, deviations and correlation, a line a step.
  package var answer: Answer {
    var answer = Answer()
    let names = features.map(\.rawValue)
    answer.remark(
      "\(names[0]) and \(names[1]) of \(steps[0].points.count) drawn shapes: mean +- deviation")
    var table = Table([
      .text("step"), .number(names[0]), .number(names[1]), .number("correlation"),
    ])
    for step in steps {
      table.append(
        step.name, "\(step.means.x.places(2)) +- \(step.deviations.x.fixed(2))",
        "\(step.means.y.places(2)) +- \(step.deviations.y.fixed(2))",
        step.correlation?.places(2) ?? "-")
    }
    answer.show(table)
    answer.remark(
      "turned and whitened: along the axes of the scaled features, which have "
        + zip(axes, shares).map { axis, share in
          "(\(axis.x.places(2)), \(axis.y.places(2))) \(share.percent) %"
        }.joined(separator: " and ") + " of the variance")
    let chart = scatter
    answer.pictures = [Picture("preprocessing", chart.svg, parts: chart.pairs.map(\.svg))]
    return answer
  }

  /// The features after each step; those of one row on one axis, equal lengths for equal numbers.
  var scatter: PanelGrid {
    let rows = [Array(steps[..<2]), Array(steps[2...])].enumerated().map { place, steps in
      let reach = Self.reach(of: steps)
      return PanelGrid.Row(
        place == 0 ? "before scaling" : "after scaling",
        panels: steps.map { step in
          PanelGrid.Panel(
            step.name, note: "correlation \(step.correlation?.places(2) ?? "-")",
            points: step.points.map { LineChart.Point(x: $0.x, y: $0.y) },
            curves: step.name == "scaled" ? lines : [])
        }, xRange: -reach...reach, yRange: -reach * Self.aspect...reach * Self.aspect)
    }
    return PanelGrid(
      "\(features[0].rawValue) across, \(features[1].rawValue) up",
      note: "lines cross at the origin; in colour the axes", rows: rows)
  }

  /// Both axes through the origin, as long as two deviations along them.
  private var lines: [[LineChart.Point]] {
    zip(axes, shares).map { axis, share in
      // Scaled, two features have a variance of 2 together.
      let length = 2 * (2 * share).squareRoot()
      let ends = [-length, length].map { LineChart.Point(x: $0 * axis.x, y: $0 * axis.y) }
      return ends.sorted { $0.x < $1.x }
    }
  }

  /// The height of a small chart's plot by its width.
  private static let aspect = 0.72

  /// How far an axis must go to both sides of 0 for all points of some steps.
  private static func reach(of steps: [Step]) -> Double {
    let places = steps.flatMap(\.points).flatMap { [$0.x.magnitude, $0.y.magnitude / aspect] }
    let largest = max(places.max() ?? 1, 1e-6)
    let power = pow10(largest)
    return (largest * 1.02 / power * 10).rounded(.up) * power / 10
  }

  /// The power of ten at or below a number above 0.
  private static func pow10(_ value: Double) -> Double {
    var power = 1.0
    while power * 10 <= value { power *= 10 }
    while power > value { power /= 10 }
    return power
  }
}

extension Double {
  /// With so many digits after the point, and no sign before a zero.
  func places(_ digits: Int) -> String {
    let text = fixed(digits)
    let isZero = isFinite && !text.contains { ("1"..."9").contains($0) }
    return isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
  }
}

extension Topic {
  package static let preprocessing = Topic(
    "preprocessing", .preprocessing, "Centred, scaled, turned, whitened: real features.",
    story: """
      Two features of pictures differ in scale and go together: where much is bright, the mean is high. Mean subtraction moves the \
      cloud to the origin. Scaling makes both axes count alike. What is left is their correlation; principal component \
      analysis, on what was scaled first, finds the directions without any, and whitening makes the cloud round. \
      Everything is fitted on the training pictures once and kept with the model.
      """, arguments: "--features area,brightness"
  ) { try PreprocessingSteps().answer }
}
