extension Trainer {
  /// Pictures that an epoch's end looks at the activations with: enough that a unit which fires for one
  /// picture in fifty is hardly ever taken for a dead one, few enough to cost next to nothing.
  public static let monitoredPictures = 256

  /// Mistakes that come with an epoch and with the test.
  public static let reportedMistakes = 24

  /// How the activations do on the first pictures held back, or of the training where none are: the same
  /// pictures after every epoch.
  func measuredActivations() -> [ActivationHealth] {
    let monitor = ActivationMonitor(model)
    // What nobody watches need not run.
    if monitor.health.isEmpty { return [] }
    let pictures = validation.count > 0 ? validation : training
    monitor.see(
      pictures.batches(of: Self.monitoredPictures, preprocessor: preprocessor)[0].images)
    return monitor.health
  }

  /// The metrics, with a column for each activation that is watched.
  func metrics(in folder: RunFolder) -> MetricsFile {
    MetricsFile(
      path: folder.metricsPath, activations: ActivationMonitor(model).health,
      weights: normedWeights.map(\.name))
  }
}
