import FoveaModels
import FoveaNN
import FoveaReport

extension ModelCard {
  /// Cards beside each other.
  package static func answer(_ cards: [ModelCard]) -> Answer {
    var answer = Answer()
    var table = Table([.text("")] + cards.map { .text($0.name) })
    func row(_ name: String, _ value: (ModelCard) -> String) {
      table.append([name] + cards.map(value))
    }
    row("architecture") {
      $0.branchings == 0 ? "one chain" : "\($0.branchings.counted("branching"))"
    }
    row("  layers with weights") { "\($0.weighted), \($0.depth) in a row" }
    row("  that convolve") { "\($0.convolutions) of \($0.weighted)" }
    row("  parameters") { $0.parameters.grouped }
    let most = cards.map(\.activations.count).max() ?? 0
    for place in 0..<most {
      row(place == 0 ? "activation" : "") { card in
        guard place < card.activations.count else { return "" }
        let (name, count) = card.activations[place]
        return "\(name), \(count.counted("time"))"
      }
    }
    answer.show(table)
    answer.say("", "training, where nothing else is asked of 'fovea train':")
    answer.say(training.map { "  \($0)" })
    answer.remark("feed-forward, all of them: from input to output, and nothing comes back")
    // As many rows as a picture by itself can be scrolled through; the book shows the first.
    answer.pictures = cards.map {
      Picture($0.name, $0.diagram(most: 64).svg, parts: [$0.diagram().svg])
    }
    return answer
  }
}

extension Topic {
  package static let modelCard = Topic(
    "model-card", .foundations, "What characterises a network: a chain, and one that branches.",
    story: """
      Three things characterise an artificial neural network: its architecture, that is who is connected with whom; \
      the algorithm that finds the weights; and the function that decides whether a neuron fires. Convolutional \
      networks are feed-forward networks that convolve, in place of a product with a matrix, in at least one layer. \
      Feed-forward does not mean one after the other: branches may split and join, as long as nothing goes back.
      """, arguments: "lenet5 resnet20"
  ) { try answerOf(["lenet5", "resnet20"]) }

  private static func answerOf(_ names: [String]) throws -> Answer {
    ModelCard.answer(
      try names.compactMap(ModelCatalog.entry(named:)).map { try ModelCard($0) })
  }
}
