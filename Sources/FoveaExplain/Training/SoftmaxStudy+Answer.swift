import FoveaReport

extension SoftmaxStudy {
  /// A line a class, and what happens to the others when one score rises.
  package var answer: Answer {
    var answer = Answer()
    var table = Table(
      [.text("class"), .number("z")]
        + columns.map { .number("softmax, T \($0.temperature.significant(3))") }
        + [.number("sigmoid")])
    for place in logits.indices {
      table.append(
        ["\(place + 1)", TextGrid.short(logits[place])]
          + columns.map { $0.probabilities[place].fixed(3) } + [sigmoids[place].fixed(3)])
    }
    table.append(
      ["sum", ""] + columns.map { $0.probabilities.reduce(0, +).fixed(3) }
        + [sigmoids.reduce(0, +).fixed(3)])
    answer.show(table)
    answer.say("", "z of class \(change.raised + 1) raised by \(TextGrid.short(change.amount)):")
    var changes = Table([
      .text("class"), .number("softmax"), .number("becomes"), .number("sigmoid"),
      .number("becomes"),
    ])
    for place in logits.indices {
      changes.append(
        "\(place + 1)", change.softmax.before[place].fixed(3),
        change.softmax.after[place].fixed(3),
        change.sigmoid.before[place].fixed(3), change.sigmoid.after[place].fixed(3))
    }
    answer.show(changes)
    let pair = (Self.softmax([logits[0], 0])[0], sigmoids[0])
    answer.remark(
      "of two classes: softmax(\(TextGrid.short(logits[0])), 0) = \(pair.0.fixed(3)), "
        + "sigmoid(\(TextGrid.short(logits[0]))) = \(pair.1.fixed(3))")
    let competition = competition
    answer.pictures = [
      Picture("softmax", bars.svg(plotWidth: 200)),
      Picture(
        "competition", competition.svg, parts: [competition.svg(width: 400, height: 300)]),
    ]
    return answer
  }

  /// Probabilities by class, a colour a temperature; sigmoids in grey.
  var bars: BarChart {
    BarChart(
      "Scores as probabilities", unit: "probability",
      groups: logits.enumerated().map { "class \($0 + 1), z = \(TextGrid.short($1))" },
      series: columns.map { .init("T \($0.temperature.significant(3))") }
        + [.init("sigmoid", isMuted: true)],
      panels: [
        .init(
          "",
          values: logits.indices.map { place in
            columns.map { $0.probabilities[place] } + [sigmoids[place]]
          })
      ])
  }

  /// One score from low to high: its own probability, and that of the strongest of the others.
  var competition: LineChart {
    let raised = change.raised
    let others = logits.indices.filter { $0 != raised }
    let rival = others.max { logits[$0] < logits[$1] } ?? raised
    let values = stride(from: -6.0, through: 6, by: 0.25).map { logits[rival] + $0 }
    func series(
      _ name: String, _ place: Int, _ function: ([Double]) -> [Double]
    ) -> LineChart.Series {
      LineChart.Series(
        name,
        points: values.map { value in
          var scores = logits
          scores[raised] = value
          return LineChart.Point(x: value, y: function(scores)[place])
        })
    }
    return LineChart(
      "One score rises", xLabel: "z of class \(raised + 1)", yLabel: "probability",
      series: [
        series("class \(raised + 1), softmax", raised) { Self.softmax($0) },
        series("class \(rival + 1), softmax", rival) { Self.softmax($0) },
        series("class \(raised + 1), sigmoid", raised, Self.sigmoid),
        series("class \(rival + 1), sigmoid", rival, Self.sigmoid),
      ])
  }
}

extension Topic {
  package static let softmax = Topic(
    "softmax", .activations, "Scores as probabilities: classes that compete or not.",
    story: """
      A network ends in scores that may be any numbers. Softmax makes them positive and shares out one whole: the \
      highest score gets the most, and what one class wins the others lose. That is right where a picture shows one \
      thing. Where it may show several, each class has a sigmoid of its own, which asks no other. A temperature below \
      1 makes softmax surer, one above evens it out; the order stays.
      """, arguments: "--logits 2,1,-1 --temperature 0.5,1,2"
  ) { SoftmaxStudy().answer }
}
