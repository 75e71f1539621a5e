import FoveaReport
import FoveaTensor

extension ActivationOverview {
  /// A line an activation, and the curves.
  package var answer: Answer {
    var table = Table([
      .text("name"), .text("formula"), .text("range"), .text("curve"), .number("max f'"),
    ])
    for entry in entries {
      let f = entry.activation
      table.append(
        f.name, f.formula, f.range.description, f.curve.rawValue,
        entry.derivatives.upperBound.fixed(2))
    }
    var answer = Answer()
    answer.show(table)
    answer.pictures = [Picture("activations", chart.svg, parts: chart.pairs.map(\.svg))]
    return answer
  }
}

extension Topic {
  package static let activations = Topic(
    "activations", .activations, "What decides if a neuron fires: formulas, ranges, curves.",
    story: """
      Each takes one number and does one fixed thing to it. Sigmoid and tanh saturate: far from 0 they are flat, and a \
      gradient that comes through them shrinks, at a sigmoid to a quarter at least. ReLU passes it whole or not at \
      all; a unit that is always below 0 is dead. Leaky ReLU keeps a slope of 0.1 there, on the slide and here; other \
      libraries have other slopes.
      """
  ) { ActivationOverview().answer }
}
