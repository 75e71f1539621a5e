import ArgumentParser
import Fovea

/// The flags of when training stops, and which weights are kept.
struct StoppingOptions: ParsableArguments {
  typealias Configuration = TrainingConfiguration

  @Option(
    parsing: .unconditional,
    help:
      "Stop after so many epochs that are no better on the pictures held back. (default: train all epochs)",
    transform: wholeNumber(0...1_000_000))
  var patience: Int?

  @Option(
    parsing: .unconditional,
    help: help("By how much an epoch must be better for that to count.", \.minDelta),
    transform: number(0...1e6))
  var minDelta: Double?

  @Option(
    parsing: .unconditional,
    help: help(
      "What makes an epoch better: \(Configuration.Monitor.names).", \.monitor.rawValue),
    completion: .names(Configuration.Monitor.self), transform: choice)
  var monitor: Configuration.Monitor?

  @Flag(
    inversion: .prefixedNo,
    help: help(
      "Keep the best epoch's weights and not the last's.", \.restoreBest, isFlag: true))
  var restoreBest: Bool?

  /// Puts what was given into a configuration.
  func apply(to configuration: inout Configuration) {
    configuration.set(patience, \.patience)
    configuration.set(minDelta, \.minDelta)
    configuration.set(monitor, \.monitor)
    configuration.set(restoreBest, \.restoreBest)
  }

  /// Refuses flags that would change nothing.
  ///
  /// - Parameter varied: flags that get several values, by which others may come to matter.
  func checkRelevance(to configuration: Configuration, varied: Set<String>) throws {
    if varied.union(given).contains("--min-delta"), configuration.patience == 0,
      !varied.contains("--patience")
    {
      throw ValidationError("--min-delta: expected a --patience above 0, found none")
    }
  }

  /// The flags that were given.
  var given: [String] {
    let given: [(String, Bool)] = [
      ("--patience", patience != nil), ("--min-delta", minDelta != nil),
      ("--monitor", monitor != nil), ("--restore-best", restoreBest != nil),
    ]
    return given.filter(\.1).map(\.0)
  }
}
