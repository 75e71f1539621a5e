import Fovea

/// The losses of a run over its epochs, as the file `curves.svg` in its folder.
///
/// Drawn from the metrics, so that a run that was interrupted has all of its epochs.
struct LossCurves {
  private let path: String
  private let chart: LineChart?

  /// - Parameters:
  ///   - folder: a run's folder.
  ///   - stopping: how early stopping ended the run; nil when it did not.
  init(_ folder: RunFolder, stoppedEarly stopping: EarlyStopping? = nil) throws {
    path = folder.curvesPath
    guard let metrics = try MetricsTable(contentsOf: folder.metricsPath) else {
      chart = nil
      return
    }
    let epochs = metrics["epoch"]
    chart = LineChart.losses(
      training: zip(epochs, metrics["train_loss"]).map { ($0 ?? 0, $1 ?? .nan) },
      validation: zip(epochs, metrics["validation_loss"]).map { ($0 ?? 0, $1 ?? .nan) },
      bestEpoch: metrics.bestRow.flatMap { epochs[$0] },
      stoppedEpoch: stopping?.lastEpoch.map(Double.init))
  }

  /// Writes the picture; it appears whole or not at all.
  func write() throws {
    if let chart { try AtomicFile.write(chart.svg, to: path) }
  }
}
