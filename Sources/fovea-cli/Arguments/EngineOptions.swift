import ArgumentParser
import Fovea

/// The flags of every command that computes.
struct EngineOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads that work at once. (default: CPUs this process may use, or FOVEA_THREADS)",
      discussion: "Results have the same bits with any number."),
    transform: wholeNumber(1...1024))
  var threads: Int?

  /// Makes the engine's pool as wide as asked for.
  ///
  /// - Returns: how wide it is, and why: "2 threads (CPUs this process may run on)".
  @discardableResult
  func applied() -> String {
    let pool = ThreadPool.shared
    if let threads { pool.setWidth(threads) }
    let origin = threads == nil ? CPUCount.available.origin : "--threads"
    return "\(pool.width) thread\(pool.width == 1 ? "" : "s") (\(origin))"
  }
}
