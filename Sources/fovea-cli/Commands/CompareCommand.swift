import ArgumentParser
import Fovea

/// `fovea compare`: training runs beside each other.
struct CompareCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares training runs: settings that differ, accuracies, time.",
    discussion: """
      Reads what the runs left in their folders, also of runs that go on or were interrupted. Accuracies are in \
      percent, of the epoch whose weights are kept.

      Examples:
        fovea compare runs/lenet5-1 runs/lenet5-2
        fovea compare runs/* --output compare.html
      """)

  @Argument(help: "Folders of training runs, two or more.")
  var runs: [String] = []

  @Option(help: "Write the comparison as a page, with the runs' curves.")
  var output: String?

  @Flag(help: "Print one JSON object a run.")
  var json = false

  func check() throws {
    guard runs.count >= 2 else {
      throw ValidationError("expected the folders of two or more runs, found \(runs.count)")
    }
    try checkChartPath(output)
  }

  func run() throws {
    let comparison = RunComparison(runs: try runs.map { try ComparedRun($0) })
    if let output {
      try AtomicFile.write(comparison.page.html, to: output)
      Stream.notes.line("page  \(output.printable)")
    }
    if json {
      for run in comparison.runs { Stream.results.json(Record(run)) }
    } else {
      Stream.results.write(comparison.text(width: Stream.results.width))
    }
  }
}

extension CompareCommand {
  /// What `--json` prints.
  private struct Record: Encodable {
    let run: String
    let settings: [String: String]
    let epochs: Int
    let plannedEpochs: Int
    let bestEpoch: Int?
    let validationLoss: Double?
    let validationTop1: Double?
    let testTop1: Double?
    let seconds: Double

    init(_ run: ComparedRun) {
      self.run = run.name
      settings = run.settings
      epochs = run.epochs
      plannedEpochs = run.plannedEpochs
      bestEpoch = run.best("epoch").map { Int($0) }
      validationLoss = run.best("validation_loss")
      validationTop1 = run.best("validation_top1")
      testTop1 = run.testAccuracy
      seconds = run.seconds
    }
  }
}
