import FoveaData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The metrics of a run, one line an epoch, as comma-separated values.
struct MetricsFile {
  /// The names of the columns that every run has.
  static let commonColumns = [
    "epoch", "train_loss", "train_top1", "penalty", "validation_loss", "validation_top1",
    "validation_top5", "learning_rate", "seconds", "images_per_second", "is_best",
  ]

  let path: String
  /// The names of the columns.
  let columns: [String]

  /// - Parameters:
  ///   - path: the file.
  ///   - activations: the layers that are watched: each has a column, as in "dead:features.1", behind those
  ///     that every run has.
  init(path: String, activations: [ActivationHealth] = []) {
    self.path = path
    columns =
      Self.commonColumns
      + activations.map { health in
        (health.activation == Activation.relu.name ? "dead:" : "saturated:")
          // Whoever wrote the network chose the names.
          + String(health.path.map { ",\"\n".contains($0) ? "_" : $0 })
      }
  }

  /// Keeps the lines of the first `epochs` epochs, of a file that is there, and drops all others; starts a
  /// file otherwise. A file with other columns, as another version wrote it, keeps those that there are.
  func rewind(toEpoch epochs: Int) throws(DataError) {
    var lines = [columns.joined(separator: ",")]
    if epochs > 0, access(path, F_OK) == 0 {
      let old = try readText(path, limit: 1 << 28).split(separator: "\n")
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
      let names = old.first ?? []
      let places = columns.map { names.firstIndex(of: $0) }
      for fields in old.dropFirst() {
        guard let epoch = fields.first.flatMap({ Int($0) }), (1...epochs).contains(epoch) else {
          continue
        }
        let kept = places.map { $0.flatMap { $0 < fields.count ? fields[$0] : nil } ?? "" }
        lines.append(kept.joined(separator: ","))
      }
    }
    try AtomicFile.write(lines.map { $0 + "\n" }.joined(), to: path)
  }

  /// Appends an epoch's line.
  func append(_ report: EpochReport) throws(DataError) {
    let validation = report.validation
    let fields: [String] = [
      "\(report.epoch)", "\(report.loss)", "\(report.top1)", "\(report.penalty)",
      text(validation?.loss), text(validation?.top1), text(validation?.top5),
      "\(report.learningRate)", "\(report.seconds)", "\(report.imagesPerSecond)",
      "\(report.isBest)",
    ]
    let shares = report.activations.map { text($0.dead ?? $0.saturated) }
    guard let file = fopen(path, "a") else { throw failure(errno) }
    // The line is one write, when the file is closed: a reader sees it whole.
    var code = fputs((fields + shares).joined(separator: ",") + "\n", file) < 0 ? errno : 0
    if fclose(file) != 0, code == 0 { code = errno }
    if code != 0 { throw failure(code) }
  }

  private func failure(_ code: CInt) -> DataError {
    DataError(
      path, expected: "a file to append to", found: systemReason(code),
      advice: "check that the folder is still there and has room")
  }

  private func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
}
