import FoveaReport

extension ThinnedNetworks {
  /// The first networks, and what all of them say together.
  package var answer: Answer {
    var answer = Answer()
    let units = networks[0].kept.count
    answer.remark(
      "\(units.counted("hidden unit")), each left out with probability \(probability.significant(3)): "
        + "2^\(units) = \(networks.count) thinned networks")
    var table = Table([
      .text("hidden units"), .number("drawn"), .number("expected"), .text("says of three classes"),
    ])
    for network in shown {
      table.append(
        network.kept.map { $0 ? "o" : "." }.joined(), "\(network.drawn)",
        (network.probability * Double(draws)).fixed(1), text(network.output))
    }
    answer.show(table)
    if shown.count < networks.count { answer.say("... \(networks.count - shown.count) more") }
    answer.say(
      "geometric mean of all  \(text(mean))", "inference, all units   \(text(inference))")
    answer.pictures = [Picture("dropout", diagram(networks[networks.count - 1]))]
    var stepper = Stepper("thinned network")
    for (place, network) in networks.prefix(16).enumerated() {
      stepper.add("\(place + 1)", diagram(network))
    }
    answer.stepper = stepper
    return answer
  }

  /// As many as fit below each other.
  private var shown: ArraySlice<Network> { networks.prefix(16) }

  private func text(_ output: [Double]) -> String {
    output.map { $0.fixed(3) }.joined(separator: " ")
  }

  private func diagram(_ network: Network) -> String {
    let kept = network.kept.indices.filter { network.kept[$0] }
    let edges = kept.flatMap { unit in
      (0..<3).flatMap { place in
        [
          LayerDiagram.Edge(row: 0, lower: place, upper: unit, isMarked: true),
          LayerDiagram.Edge(row: 1, lower: unit, upper: place, isMarked: true),
        ]
      }
    }
    return LayerDiagram(
      "\(kept.count) of \(network.kept.count) hidden units",
      note: "drawn \(network.drawn) of \(draws) times; says \(text(network.output))",
      rows: [
        .init("input", (0..<3).map { _ in .init("", .marked) }),
        .init("hidden", network.kept.map { .init("", $0 ? .marked : .absent) }),
        .init("output", network.output.map { .init($0.fixed(1), .marked) }),
      ], edges: edges
    ).svg
  }
}

extension Topic {
  package static let dropout = Topic(
    "dropout", .regularization, "Dropout trains 2^n thinned networks that share their weights.",
    story: """
      Each step leaves out a random choice of hidden units, so each step trains another network, and all of them use \
      the same weights. Nobody could train so many and ask each; but with all units in place, scaled as here, one pass \
      says what their geometric mean says: exactly, where one layer and a softmax follow; nearly, elsewhere.
      """, arguments: "--units 4 --probability 0.5"
  ) { ThinnedNetworks().answer }
}
