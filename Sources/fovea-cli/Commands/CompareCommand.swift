import ArgumentParser
import Foundation
import Fovea

/// `fovea compare`: training runs beside each other.
struct CompareCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares training runs: settings that differ, accuracies, time.",
    discussion: """
      Reads what the runs left in their folders, also of runs that go on or were interrupted. Accuracies are in \
      percent, of the epoch whose weights are kept. What else lies beside two runs or more, such as a search, is \
      passed over.

      Examples:
        fovea compare runs/lenet5-1 runs/lenet5-2
        fovea compare runs/* --output compare.html
      """)

  @Argument(help: "Folders of training runs, two or more.", completion: .paths)
  var runs: [String] = []

  @Option(
    help: "Write the comparison as a page, in HTML, with the runs' curves.", completion: .paths,
    transform: outputPath(.html))
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
    let comparison = RunComparison(runs: try found.map { try ComparedRun($0) })
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
  /// The runs among what was named, if there are two or more, with a note of each other: `runs/*` names searches
  /// and ensembles too. What is not there at all is never passed over.
  private var found: [String] {
    get throws {
      let faults = try runs.map { path in
        FileManager.default.fileExists(atPath: path) ? try ComparedRun.fault(of: path) : nil
      }
      guard faults.count(where: { $0 == nil }) >= 2 else { return runs }
      for case (let path, let fault?) in zip(runs, faults) {
        Stream.notes.line("note: passed over \(path.printable): no training run, \(fault)")
      }
      return zip(runs, faults).filter { $0.1 == nil }.map(\.0)
    }
  }

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
      bestEpoch = run.bestEpoch
      validationLoss = run.best("validation_loss")
      validationTop1 = run.best("validation_top1")
      testTop1 = run.testAccuracy
      seconds = run.seconds
    }
  }
}
