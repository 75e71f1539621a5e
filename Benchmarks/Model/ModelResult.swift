#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A figure of the model benchmark.
struct ModelResult {
  let model: String
  let pass: ModelBench.Pass
  let seconds: Double
  /// Pictures in one run.
  let images: Int
  /// The most memory that the process has held so far, in MiB.
  let peakMegabytes: Int

  /// Pictures a second.
  var rate: Double { Double(images) / seconds }

  /// The table for people.
  static let table = TextTable(columns: [
    .text("model", 10), .text("pass", 6), .number("batch", 5), .number("ms", 9),
    .number("images/s", 9), .number("peak MiB", 8),
  ])

  /// This figure as a row of the table.
  var row: String {
    Self.table.line([
      model, pass.rawValue, "\(images)", (seconds * 1e3).fourDigits, rate.fourDigits,
      "\(peakMegabytes)",
    ])
  }

  /// This figure in the form that the peers' scripts print.
  var json: String {
    JSONLine(
      ("case", .text(model)), ("pass", .text(pass.rawValue)), ("ms", .number(seconds * 1e3)),
      ("images_per_s", .number(rate)), ("peak_mb", .integer(peakMegabytes))
    ).text
  }
}

/// The most memory that this process has held at once, in MiB.
func peakMemory() -> Int {
  var usage = rusage()
  #if canImport(Glibc)
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  #else
    getrusage(RUSAGE_SELF, &usage)
  #endif
  #if canImport(Darwin)
    let bytes = usage.ru_maxrss
  #else
    let bytes = usage.ru_maxrss * 1024
  #endif
  return Int((Double(bytes) / 1_048_576).rounded())
}
