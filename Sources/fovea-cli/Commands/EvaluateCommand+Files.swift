import Fovea

// What an evaluation leaves to be looked at.
extension EvaluateCommand {
  /// The confusion matrix: a heat map of shares of each class, or the counts with names as a table.
  func writeConfusion(_ evaluation: Evaluation, _ names: [String]) throws {
    guard let path = confusion else { return }
    let text =
      path.lowercased().hasSuffix(".csv")
      ? evaluation.confusionTable(names) : evaluation.confusionMap(rows: names, columns: names).svg
    try AtomicFile.write(text, to: path)
    Stream.notes.line("confusion  \(path.printable)")
  }

  /// The worst mistakes as a sheet, row by row, and a line for each.
  func writeMistakes(_ found: [Mistake], of data: DataSet) throws {
    guard let path = mistakes else { return }
    if found.isEmpty {
      Stream.notes.line("mistakes   none, nothing written")
      return
    }
    let columns = 10
    let pictures = found.map { data.picture(at: $0.index) }
    try PNG.write(ContactSheet(pictures, columns: columns).picture, to: path)
    Stream.notes.line("mistakes   \(path.printable), \(columns) a row")
    if json { return }
    let liesInFiles = found.first.flatMap { data.file(at: $0.index) } != nil
    var table = Table([
      liesInFiles ? .shortened("file") : .number("place"), .shortened("class"),
      .shortened("taken for"), .number("probability"),
    ])
    for mistake in found {
      table.append(
        data.file(at: mistake.index)?.printable ?? "\(mistake.index)",
        data.classNames[mistake.label].printable,
        data.classNames[mistake.taken].printable, mistake.probability.percent)
    }
    Stream.notes.write(table.text(width: Stream.notes.width))
  }
}

extension Evaluation {
  /// Classes that a picture of the matrix has room for.
  static let drawnClasses = 100

  /// Shares of each class, the row, that were taken for each class, the column; where there are more classes than a
  /// picture has room for, of those that are mistaken most often.
  func confusionMap(rows: [String], columns: [String]) -> HeatMap {
    let shown = mostMistaken(Self.drawnClasses)
    let part =
      shown.count == confusion.count
      ? "" : "; the \(shown.count) of \(confusion.count.grouped) classes mistaken most often"
    return HeatMap(
      "What was taken for what",
      note: "rows: the class; columns: what it was taken for; percent of the row\(part)",
      rows: shown.map { rows[$0] }, columns: shown.map { columns[$0] },
      values: shown.map { label in
        let pictures = confusion[label].reduce(0, +)
        return shown.map { taken in
          pictures > 0 ? 100 * Double(confusion[label][taken]) / Double(pictures) : nil
        }
      }, colours: .sequential(highest: 100))
  }

  /// The classes of most mistakes, be it that they were missed or taken for another: at most so many, in their order.
  private func mostMistaken(_ limit: Int) -> [Int] {
    if confusion.count <= limit { return Array(confusion.indices) }
    var mistakes = [Int](repeating: 0, count: confusion.count)
    for (label, row) in confusion.enumerated() {
      for (taken, count) in row.enumerated() where taken != label {
        mistakes[label] += count
        mistakes[taken] += count
      }
    }
    return mistakes.indices.sorted { (mistakes[$0], $1) > (mistakes[$1], $0) }.prefix(limit)
      .sorted()
  }

  /// Counts with names, as a table for other programs.
  fileprivate func confusionTable(_ names: [String]) -> String {
    let heading = (["class"] + names.map(\.csvField)).joined(separator: ",")
    let rows = zip(names, confusion).map { name, row in
      ([name.csvField] + row.map { "\($0)" }).joined(separator: ",")
    }
    return ([heading] + rows).joined(separator: "\n") + "\n"
  }
}
