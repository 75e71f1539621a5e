import Foundation
import Fovea

/// A training run as its folder tells of it.
struct ComparedRun {
  /// The folder as it was named.
  let name: String
  /// The choices it was made with, by name.
  let settings: [String: String]
  /// How many epochs it was to train.
  let plannedEpochs: Int
  /// Its epochs; nil before the first is complete.
  let metrics: MetricsTable?
  /// The share of the test pictures that its model classifies rightly; nil before it was tested.
  let testAccuracy: Double?

  /// Why a folder is none of a run, in a few words; nil for one that may be.
  ///
  /// An ensemble of averaged weights has a configuration too, but its runs are in the folders inside.
  static func fault(of path: String) throws -> String? {
    let manager = FileManager.default
    if try EnsembleFolder(path).plan != nil { return "an ensemble" }
    return manager.fileExists(atPath: RunFolder(path).configurationPath)
      ? nil : "no config.json in it"
  }

  /// Reads a run's configuration, metrics and outcome.
  ///
  /// - Throws: `Failure` for a folder that is none of a run, `DataError` for files that are not sound.
  init(_ path: String) throws {
    let folder = RunFolder(path)
    if let fault = try Self.fault(of: path) {
      throw Failure(
        "\(path): expected the folder of a training run, found \(fault); name folders that "
          + "'fovea train' made, such as runs/lenet5-1")
    }
    let configuration = try TrainingConfiguration(contentsOf: folder.configurationPath)
    name = path
    plannedEpochs = configuration.epochs
    settings = Dictionary(
      uniqueKeysWithValues: configuration.fields.filter {
        Self.schedules[$0.name]?.contains(configuration.schedule) ?? true
      }.map { ($0.name, $0.value) })
    metrics = try MetricsTable(contentsOf: folder.metricsPath)
    testAccuracy =
      FileManager.default.fileExists(atPath: folder.bestPath)
      ? try TrainedModel.description(of: folder.bestPath).testAccuracy : nil
  }

  /// Settings that follow from the number of epochs, and the schedules that go by them.
  private static let schedules: [String: Set<TrainingConfiguration.ScheduleKind>] = [
    "decayEpochs": [.step, .exponential], "cycleEpochs": [.restarts],
  ]

  /// A number of the epoch whose weights are kept.
  func best(_ column: String) -> Double? {
    guard let metrics, let row = metrics.bestRow else { return nil }
    return metrics[column][row]
  }

  /// The epoch whose weights are kept.
  var bestEpoch: Int? { best("epoch").flatMap { Int(exactly: $0) } }

  /// Epochs that are complete.
  var epochs: Int { metrics?["epoch"].count ?? 0 }

  /// Seconds of training, without evaluation.
  var seconds: Double { metrics?.seconds ?? 0 }
}
