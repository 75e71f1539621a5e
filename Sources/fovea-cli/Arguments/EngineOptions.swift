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
  func apply() {
    if let threads { ThreadPool.shared.setWidth(threads) }
  }

  /// The threads that work, and why so many: "2 threads (CPUs this process may run on)".
  var description: String {
    let count = ThreadPool.shared.width
    let origin = threads == nil ? CPUCount.available.origin : "--threads"
    return "\(count) thread\(count == 1 ? "" : "s") (\(origin))"
  }
}
