/// A run that cannot go on.
public struct TrainingError: Error, Hashable, CustomStringConvertible {
  /// What went wrong, where, and what to do, in one line.
  public let description: String
  /// The path of the last good checkpoint, whose weights another training can begin with; nil without one.
  public var checkpoint: String?
}

extension Trainer {
  /// What ends a run whose numbers have overflowed.
  ///
  /// - Parameter place: where that began, if it is known.
  func notFinite(
    _ what: String, _ found: String, step: Int, place: String? = nil
  ) -> TrainingError {
    let checkpoint =
      lastCheckpoint.map { "the last good checkpoint is \($0)" } ?? "there is no checkpoint"
    return TrainingError(
      description: "epoch \(progress.epoch + 1), step \(step): a finite \(what) expected, "
        + "found \(found); \(place.map { "\($0); " } ?? "")try a lower learning rate than \(configuration.learningRate ?? 0); "
        + checkpoint, checkpoint: lastCheckpoint)
  }
}
