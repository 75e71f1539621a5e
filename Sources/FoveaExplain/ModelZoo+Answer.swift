import FoveaReport

extension ModelZoo {
  /// The lecture's list with what the networks here take.
  package static func answer() throws -> Answer {
    let rows = try entries.map { (entry: $0, figures: try figures(of: $0)) }
    var answer = Answer()
    let (names, notes) = footnoted(rows.map(\.entry))
    var table = Table([
      .number("year"), .text("network"), .number("top-5 error"), .text("model here"),
      .number("parameters"), .number("multiply-adds"),
    ])
    for ((entry, figures), name) in zip(rows, names) {
      table.append(
        "\(entry.year)", name, entry.error.map { "\($0) %" } ?? "-", entry.model ?? "-",
        figures?.parameters.short ?? "-", figures?.multiplyAdds.short ?? "-")
    }
    answer.show(table)
    answer.remark(
      "errors as the lecture lists them: top-5, of the challenge's entries, most of them ensembles; the rest is "
        + "counted on the models here, for one picture: k, M, G are 10^3, 10^6, 10^9")
    for note in notes { answer.remark(note) }
    let chart = chart(rows)
    answer.pictures = [Picture("evolution", chart.svg, parts: chart.parts)]
    return answer
  }
}

extension Int {
  /// Three digits of it with the thousands as a letter: "60.9 k", "1.5 G".
  fileprivate var short: String {
    var (value, unit) = (Double(self), "")
    for larger in [" k", " M", " G"] where value >= 1000 { (value, unit) = (value / 1000, larger) }
    return value.significant(3) + unit
  }
}

extension Topic {
  package static let evolution = Topic(
    "evolution", .evolution, "LeNet to SENet: errors, parameters and multiply-adds.",
    story: """
      AlexNet was LeNet made deeper and larger. ZFNet looked more closely at the first layer, VGG showed that depth \
      counts, GoogLeNet did with a twentieth of VGG's parameters, ResNet's skip connections made 152 layers \
      trainable, and SENet weighs channels by a gate that it computes from each picture.
      """
  ) { try ModelZoo.answer() }
}
