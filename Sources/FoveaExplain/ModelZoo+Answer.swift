import FoveaReport

extension ModelZoo {
  /// The lecture's list with what the networks here take.
  package static func answer() throws -> Answer {
    let rows = try entries.map { (entry: $0, figures: try figures(of: $0)) }
    var answer = Answer()
    var table = Table([
      .number("year"), .text("network"), .number("top-5 error"), .number("10^6 parameters"),
      .number("10^9 multiply-adds"),
    ])
    for (entry, figures) in rows {
      table.append(
        "\(entry.year)", entry.name, entry.error.map { "\($0) %" } ?? "-",
        figures.map { (Double($0.parameters) / 1e6).significant(3) } ?? "-",
        figures.map { (Double($0.multiplyAdds) / 1e9).significant(3) } ?? "-")
    }
    answer.show(table)
    answer.say(
      "errors as the lecture lists them: top-5, of the challenge's",
      "entries, most of them ensembles;")
    answer.say("the rest is counted on the networks here, for one picture")
    let chart = chart(rows)
    answer.pictures = [Picture("evolution", chart.svg, parts: chart.parts)]
    return answer
  }
}

extension Topic {
  package static let evolution = Topic(
    "evolution", .evolution, "LeNet to SENet: errors, parameters and multiply-adds.",
    story: """
      AlexNet was LeNet made deeper and larger. ZFNet looked more closely at the first layer, VGG showed that depth \
      counts, GoogLeNet did with a twentieth of VGG's parameters, ResNet's skip connections made 152 layers \
      trainable, and SENet weighs channels by a gate that it computes from each picture. The figure for CUImage is \
      printed as the lecture has it; no architecture of its own was published.
      """
  ) { try ModelZoo.answer() }
}
