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
            return "\(layer.mean.signed) +- \(layer.standardDeviation.significant(3, padded: true))"
          })
    }
    let name = studies.first?.activation.name ?? ""
    answer.say("mean +- standard deviation of the activations, \(name)")
    answer.show(table)
    for study in studies {
      guard let first = study.layers.first, let last = study.layers.last else { continue }
      let ratio =
        first.secondMoment > 0 ? (last.secondMoment / first.secondMoment).squareRoot() : 0
      let saturated = last.saturated > 0.01 ? ", \(last.saturated.percent) % saturated" : ""
      answer.say(
        "\(study.initializer.name): the signal is \(ratio.significant(3)) times as large in layer "
          + "\(depth) as in layer 1\(saturated)")
    }
    let chart = chart(studies)
    answer.pictures = [Picture("init", chart.svg, parts: chart.pairs.map(\.svg))]
    return answer
  }
}

extension Double {
  /// Three places, with a sign that keeps columns straight.
  fileprivate var signed: String { (self < 0 ? "" : " ") + fixed(3) }
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
