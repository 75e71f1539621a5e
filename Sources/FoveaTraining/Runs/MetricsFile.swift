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
  /// The names of the columns.
  static let columns = [
    "epoch", "train_loss", "train_top1", "penalty", "validation_loss", "validation_top1",
    "validation_top5", "learning_rate", "seconds", "images_per_second", "is_best",
  ]

  let path: String

  /// Keeps the lines of the first `epochs` epochs, of a file that is there, and drops all others; starts a
  /// file otherwise.
  func rewind(toEpoch epochs: Int) throws(DataError) {
    var lines = [Self.columns.joined(separator: ",")]
    if epochs > 0, access(path, F_OK) == 0 {
      lines += try readText(path, limit: 1 << 28)
        .split(separator: "\n").map(String.init)
        .filter { line in
          let epoch = line.split(separator: ",").first.flatMap { Int($0) }
          return epoch.map { (1...epochs).contains($0) } ?? false
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
    guard let file = fopen(path, "a") else { throw failure(errno) }
    // The line is one write, when the file is closed: a reader sees it whole.
    var code = fputs(fields.joined(separator: ",") + "\n", file) < 0 ? errno : 0
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
