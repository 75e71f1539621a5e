import Foundation
import TestSupport
import Testing

/// A training run that takes seconds in a debug build: 1,000 drawn pictures, 20 steps an epoch.
enum SmallTraining {
  static let epochs = 3

  /// The arguments of the run, with its folder. A flag given again wins.
  static func arguments(_ folder: String, _ more: String...) -> [String] {
    arguments(folder, more)
  }

  private static func arguments(_ folder: String, _ more: [String]) -> [String] {
    [
      "train", "lenet5", "--data", "shapes", "--epochs", "\(epochs)", "-b", "50", "--val-share",
      "0.9", "--seed", "7", "--output", folder,
    ] + more
  }

  /// The columns of a run's metrics that do not depend on the machine's speed, an epoch a row.
  static func metrics(_ folder: URL) throws -> [[String]] {
    let text = try String(
      contentsOf: folder.appendingPathComponent("metrics.csv"), encoding: .utf8)
    let rows = text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    let timed: Set = ["seconds", "images_per_second"]
    let kept = try #require(rows.first).enumerated().filter { !timed.contains($0.element) }
    return rows.map { row in kept.map { row[$0.offset] } }
  }

  /// The weights that a run left.
  static func best(_ folder: URL) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent("best.safetensors"))
  }

  /// The run from start to end, made once for all tests that compare with it or need a trained model.
  static let undisturbed = Result { try Undisturbed() }

  /// What a run that nobody stopped prints and leaves.
  struct Undisturbed {
    let outcome: Command.Outcome
    let files: Set<String>
    let metrics: [[String]]
    let best: Data

    init(_ more: String...) throws {
      (outcome, files, metrics, best) = try withTemporaryDirectory { folder in
        let outcome = try Command.run(arguments("run", more), in: folder)
        let run = folder.appendingPathComponent("run")
        let files = try FileManager.default.contentsOfDirectory(atPath: run.path)
        return try (outcome, Set(files), SmallTraining.metrics(run), SmallTraining.best(run))
      }
    }
  }

  /// Lays the trained model of the undisturbed run where that run laid it, `run/best.safetensors`, or under
  /// another name.
  static func placeModel(in folder: URL, at name: String = "run") throws {
    let run = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: run, withIntermediateDirectories: false)
    try undisturbed.get().best.write(to: run.appendingPathComponent("best.safetensors"))
  }
}
