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
    "validation_top5", "learning_rate", "seconds", "images_per_second", "is_best", "l1_penalty",
    "l2_penalty", "sparsity",
  ]

  let path: String
  /// The names of the columns.
  let columns: [String]

  /// - Parameters:
  ///   - path: the file.
  ///   - activations: the layers that are watched: each has a column, as in "dead:features.1", behind those
  ///     that every run has.
  ///   - weights: the parameters whose norms are written, behind these: "weight_norm:features.0.weight" and so
  ///     on, and "gradient_norm:...".
  init(path: String, activations: [ActivationHealth] = [], weights: [String] = []) {
    self.path = path
    let dying = [Activation.relu, .relu6].map(\.name)
    columns =
      Self.commonColumns
      + activations.map { health in
        (dying.contains(health.activation) ? "dead:" : "saturated:") + Self.plain(health.path)
      }
      + ["weight_norm:", "gradient_norm:"].flatMap { kind in
        weights.map { kind + Self.plain($0) }
      }
  }

  /// A path as a part of a column's name: whoever wrote the network chose it.
  private static func plain(_ path: String) -> String {
    String(path.map { ",\"\n".contains($0) ? "_" : $0 })
  }

  /// Keeps the lines of the first `epochs` epochs, of a file that is there, and drops all others; starts a
  /// file otherwise. A file with other columns, as another version wrote it, keeps those that there are.
  func rewind(toEpoch epochs: Int) throws(DataError) {
    var lines = [columns.joined(separator: ",")]
    if epochs > 0, let table = try MetricsTable(contentsOf: path) {
      // By name: another version may have written other columns.
      lines += table.rows.filter { row in
        table.value("epoch", of: row).flatMap(Int.init).map { (1...epochs).contains($0) } ?? false
      }.map { row in
        columns.map { table.value($0, of: row) ?? "" }.joined(separator: ",")
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
      "\(report.isBest)", "\(report.penalties.l1)", "\(report.penalties.l2)", "\(report.sparsity)",
    ]
    let shares = report.activations.map { text($0.dead ?? $0.saturated) }
    let norms = report.norms.map { "\($0.weight)" } + report.norms.map { text($0.gradient) }
    let line = (fields + shares + norms).joined(separator: ",") + "\n"
    try appendEntry(Array(line.utf8), to: path)
  }

  private func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
}
