import Fovea

extension Evaluation {
  /// "Acc@1 91.3 (8.7)  Acc@5 99.8 (0.2)": accuracy in percent, the error in brackets. Among five of five classes the
  /// right one always is.
  var accuracies: String {
    let first = accuracyText("Acc@1", top1)
    return confusion.count > 5 ? "\(first)  \(accuracyText("Acc@5", top5))" : first
  }

  /// For each class: its pictures, accuracy (its recall) and error, precision and F1, and what it is most often
  /// taken for; below, the means over the classes.
  func classTable(_ names: [String]) -> Table {
    var table = Table([
      .shortened("class"), .number("pictures"), .number("recall"), .number("error"),
      .number("precision"), .number("F1"), .text("most often taken for"),
    ])
    for ((label, row), scores) in zip(confusion.enumerated(), classScores) {
      let mistakes = row.enumerated().filter { $0.offset != label && $0.element > 0 }
      let most = mistakes.max { ($0.element, $1.offset) < ($1.element, $0.offset) }
      table.append(
        names[label].printable, scores.pictures.grouped, scores.recall?.percent ?? "-",
        scores.recall.map(errorPercent) ?? "-", scores.precision?.percent ?? "-",
        scores.f1?.percent ?? "-",
        most.map { "\(names[$0.offset].printable) (\($0.element))" } ?? "-")
    }
    table.append(
      "mean", count.grouped, mean(of: \.recall)?.percent ?? "-",
      mean(of: \.recall).map(errorPercent) ?? "-", mean(of: \.precision)?.percent ?? "-",
      mean(of: \.f1)?.percent ?? "-", "")
    return table
  }
}

/// "Acc@1 91.3 (8.7)".
func accuracyText(_ name: String, _ share: Double) -> String {
  "\(name) \(share.percent) (\(errorPercent(share)))"
}

/// What is missing to 100 %, as it is written: the two numbers that a reader sees add up.
func errorPercent(_ accuracy: Double) -> String {
  let shown = (accuracy * 1000).rounded(.toNearestOrEven) / 10
  return (100 - shown).fixed(1)
}
