import Fovea

// What the model takes for what.
extension RunReport {
  /// From so many classes on the matrix has no numbers.
  private static let numberedClasses = 12
  /// From so many on its rows have no names.
  private static let namedClasses = 40

  /// The confusion matrix, the scores of each class, and what is mistaken most often.
  var classes: HTML {
    guard let trial = data.trial else { return .nothing }
    return .all([
      Page.section(
        "What was taken for what",
        note: "\(trial.name); rows: the class, columns: what it was taken for", matrix(trial),
        confusions(trial.evaluation)),
      Page.section(
        "Classes", note: "\(trial.name); percent", scores(trial.evaluation)),
    ])
  }

  private func matrix(_ trial: ReportData.Trial) -> HTML {
    let names = data.classNames.map(\.printable)
    if names.count <= Self.numberedClasses {
      return CountMatrix(names: names, counts: trial.evaluation.confusion).html
    }
    let none = names.map { _ in "" }
    let map = trial.evaluation.confusionMap(
      rows: names.count <= Self.namedClasses ? names : none, columns: none)
    return .element("figure", [], .chart(map.svg))
  }

  private func confusions(_ evaluation: Evaluation) -> HTML {
    let pairs = evaluation.confusion.enumerated().flatMap { label, row in
      row.enumerated().filter { $0.offset != label && $0.element > 0 }
        .map { (count: $0.element, label: label, taken: $0.offset) }
    }.sorted { ($0.count, $1.label, $1.taken) > ($1.count, $0.label, $0.taken) }
    if pairs.isEmpty { return .nothing }
    var table = Table([.text("class"), .text("taken for"), .number("pictures")])
    for pair in pairs.prefix(8) {
      table.append(
        data.classNames[pair.label].printable, data.classNames[pair.taken].printable,
        pair.count.grouped)
    }
    return .all([.element("h3", [], .text("Most often mistaken")), table.html()])
  }

  private func scores(_ evaluation: Evaluation) -> HTML {
    var table = Table([
      .text("class"), .number("pictures"), .number("recall"), .number("precision"), .number("F1"),
    ])
    for (name, scores) in zip(data.classNames, evaluation.classScores) {
      table.append(
        name.printable, scores.pictures.grouped, scores.recall?.percent ?? "-",
        scores.precision?.percent ?? "-", scores.f1?.percent ?? "-")
    }
    table.append(
      "mean", evaluation.count.grouped, evaluation.mean(of: \.recall)?.percent ?? "-",
      evaluation.mean(of: \.precision)?.percent ?? "-", evaluation.mean(of: \.f1)?.percent ?? "-")
    return table.html()
  }
}
