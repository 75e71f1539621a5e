import FoveaNN
import FoveaReport

extension InitializationStudy {
  /// Several studies of one depth and activation beside each other.
  package static func answer(_ studies: [InitializationStudy]) -> Answer {
    var answer = Answer()
    guard let depth = studies.first?.layers.count else { return answer }
    // A column for each initialiser while they fit; the lines stay readable beside each other.
    var table = Table(
      [Table.Column.number("layer")]
        + studies.map { Table.Column.number($0.initializer.name) })
    for layer in 0..<depth {
      table.append(
        ["\(layer + 1)"]
          + studies.map { study in
            let layer = study.layers[layer]
            return layer.overflows
              ? "overflows" : "\(layer.mean.signed) +- \(layer.standardDeviation.short)"
          })
    }
    let name = studies.first?.activation.name ?? ""
    answer.remark("mean +- standard deviation of the activations, \(name)")
    answer.show(table)
    for study in studies {
      answer.remark("\(study.initializer.name): \(study.outcome)")
    }
    let chart = chart(studies)
    answer.pictures = [Picture("init", chart.svg, parts: chart.pairs.map(\.svg))]
    return answer
  }
}

extension InitializationStudy {
  /// What became of the signal, from the first layer to the last.
  fileprivate var outcome: String {
    if let place = layers.firstIndex(where: \.overflows) {
      return "overflows from layer \(place + 1)"
    }
    guard let first = layers.first, let last = layers.last, first.secondMoment > 0 else {
      return "the signal is 0 from layer 1 on"
    }
    let ratio = (last.secondMoment / first.secondMoment).squareRoot()
    let saturated = last.saturated > 0.01 ? ", \(last.saturated.percent) % saturated" : ""
    return
      "the signal is \(ratio.significant(3)) times as large in layer \(layers.count) as in layer 1\(saturated)"
  }
}

extension Double {
  /// Three digits; with an exponent where it takes more than six before the point.
  fileprivate var short: String {
    magnitude < 1e6 ? significant(3, padded: true) : scientific(3)
  }

  /// Three places, with a sign that keeps columns straight.
  fileprivate var signed: String {
    let text = magnitude < 1e6 ? places(3) : scientific(3)
    return (text.hasPrefix("-") ? "" : " ") + text
  }
}

extension Topic {
  package static let initialization = Topic(
    "init", .starts, "How the signals of ten layers fade, or keep their size.",
    story: """
      Ten layers that have not been trained. Small normal weights make each layer's activations smaller than the \
      last, until nothing is left, forward or backward. Xavier's choice nearly keeps their size through tanh; He's is \
      larger and made for ReLU, which takes half of them away: --activation relu shows it.
      """, arguments: "--init normal:0.01,xavier,he"
  ) {
    answerOf([.normal(standardDeviation: 0.01), .xavierNormal, .heNormal])
  }

  private static func answerOf(_ initializers: [Initializer]) -> Answer {
    InitializationStudy.answer(initializers.map { InitializationStudy($0) })
  }
}
