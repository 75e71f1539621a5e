import Fovea

extension Evaluation {
  /// "Acc@1 91.3 (8.7)  Acc@5 99.8 (0.2)": accuracy in percent, the error in brackets.
  var accuracies: String {
    "\(accuracyText("Acc@1", top1))  \(accuracyText("Acc@5", top5))"
  }

  /// For each class: its pictures, accuracy and error, and what it is most often taken for.
  func classTable(_ names: [String]) -> Table {
    var table = Table([
      .shortened("class"), .number("pictures"), .number("Acc@1"), .number("error"),
      .text("most often taken for"),
    ])
    for (label, row) in confusion.enumerated() {
      let pictures = row.reduce(0, +)
      let accuracy = pictures > 0 ? Double(row[label]) / Double(pictures) : nil
      let mistakes = row.enumerated().filter { $0.offset != label && $0.element > 0 }
      let most = mistakes.max { ($0.element, $1.offset) < ($1.element, $0.offset) }
      table.append(
        names[label].printable, pictures.grouped, accuracy?.percent ?? "-",
        accuracy.map(errorPercent) ?? "-",
        most.map { "\(names[$0.offset].printable) (\($0.element))" } ?? "-")
    }
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
