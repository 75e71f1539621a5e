import ArgumentParser
import Fovea

/// The flags of every command that computes.
struct EngineOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: """
      Threads that work at once; results have the same bits with any number. (default: FOVEA_THREADS, \
      else the CPUs that this process may use)
      """,
    transform: wholeNumber(1...1024))
  var threads: Int?

  /// Throws `ValidationError` when the environment says how many, and that is no number.
  func check() throws {
    if threads == nil, let fault = CPUCount.environmentFault { throw ValidationError(fault) }
  }

  /// Makes the engine's pool as wide as asked for.
  ///
  /// - Returns: how wide it is, and why: "2 threads (CPUs this process may run on)".
  @discardableResult
  func applied() -> String {
    let pool = ThreadPool.shared
    if let threads { pool.setWidth(threads) }
    let origin = threads == nil ? CPUCount.available.origin : "--threads"
    return "\(pool.width.counted("thread")) (\(origin))"
  }
}
