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
    var table = Table([
      .number("place"), .shortened("class"), .shortened("taken for"), .number("probability"),
    ])
    for mistake in found {
      table.append(
        "\(mistake.index)", data.classNames[mistake.label].printable,
        data.classNames[mistake.taken].printable, mistake.probability.percent)
    }
    Stream.notes.write(table.text(width: Stream.notes.width))
  }
}

extension Evaluation {
  /// Shares of each class, the row, that were taken for each class, the column.
  func confusionMap(rows: [String], columns: [String]) -> HeatMap {
    HeatMap(
      "What was taken for what",
      note: "rows: the class; columns: what it was taken for; percent of the row",
      rows: rows, columns: columns,
      values: confusion.map { row in
        let pictures = row.reduce(0, +)
        return row.map { pictures > 0 ? 100 * Double($0) / Double(pictures) : nil }
      }, colours: .sequential(highest: 100))
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
