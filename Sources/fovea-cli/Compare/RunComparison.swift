import Fovea

/// Runs beside each other: in which settings they differ, and what came of them.
struct RunComparison {
  let runs: [ComparedRun]

  /// The names of the settings that are not the same in all runs; one that a run does not have counts.
  var differing: [String] {
    Set(runs.flatMap(\.settings.keys)).filter { name in
      Set(runs.map { $0.settings[name] }).count > 1
    }.sorted()
  }

  /// What is said of each run, one after the other: names and, for each run, the value.
  var rows: [(name: String, isNumber: Bool, values: [String])] {
    func row(
      _ name: String, _ value: (ComparedRun) -> String?
    ) -> (name: String, isNumber: Bool, values: [String]) {
      (name, true, runs.map { value($0) ?? "-" })
    }
    let settings = differing.map { name in
      (name: name, isNumber: false, values: runs.map { $0.settings[name]?.printable ?? "-" })
    }
    return settings + [
      row("done") { "\($0.epochs)/\($0.plannedEpochs)" },
      row("best") { run in run.bestEpoch.map { "\($0)" } },
      row("val loss") { run in run.best("validation_loss").map { $0.fixed(3) } },
      row("val Acc@1") { run in run.best("validation_top1").map { $0.percent } },
      row("test Acc@1") { run in run.testAccuracy.map { $0.percent } },
      row("time") { $0.seconds.duration },
    ]
  }

  /// A run a row, or a run a column where rows would be wider than the terminal.
  func text(width: Int?) -> String {
    let whole = table.text(width: nil)
    guard let width, whole.split(separator: "\n").contains(where: { $0.count > width }) else {
      return whole
    }
    return turned.text(width: width)
  }

  /// A run a row.
  var table: Table {
    let rows = rows
    var table = Table(
      [.text("run")] + rows.map { $0.isNumber ? .number($0.name) : .text($0.name) })
    for (place, run) in runs.enumerated() {
      table.append([run.name.printable] + rows.map { $0.values[place] })
    }
    return table
  }

  /// A run a column.
  var turned: Table {
    var table = Table([.shortened("")] + runs.map { .shortened($0.name.printable) })
    for row in rows { table.append([row.name] + row.values) }
    return table
  }
}
