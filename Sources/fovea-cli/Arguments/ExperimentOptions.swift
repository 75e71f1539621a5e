import ArgumentParser
import Fovea

/// The flags of a small training that shows something: what with, and in what order.
struct ExperimentOptions: ParsableArguments {
  @OptionGroup var source: DataOptions

  @Option(
    name: [.customShort("b"), .long], parsing: .unconditional,
    help: "Pictures a step. (default: 64)", transform: wholeNumber(1...65536))
  var batchSize: Int?

  @Option(
    parsing: .unconditional,
    help: "Decides initial weights, order and all that is random. (default: 0)",
    transform: seedNumber)
  var seed: UInt64?

  @Option(
    parsing: .unconditional, help: "Train with the first pictures only.",
    transform: wholeNumber(1...Int.max))
  var limit: Int?

  @OptionGroup var engine: EngineOptions

  /// Pictures a step, with the default in place.
  var picturesAStep: Int { batchSize ?? 64 }

  /// The seed, with the default in place.
  var chosenSeed: UInt64 { seed ?? 0 }

  /// The flags that were given, but for the engine's.
  var given: [String] {
    let own = [
      ("--batch-size", batchSize != nil), ("--seed", seed != nil), ("--limit", limit != nil),
    ]
    return source.given + own.filter(\.1).map(\.0)
  }

  /// Throws `ValidationError` for flags that do not go together, or an empty path of what is written.
  func check(output: String?) throws {
    try source.check()
    try engine.check()
    if output == "" { throw ValidationError("--output: expected a path, found ''") }
  }

  /// The pictures to train with and to test with.
  func data() throws -> (training: DataSet, test: DataSet) {
    let all = try source.load(.train)
    return (limit.map { all.prefix($0) } ?? all, try source.load(.test))
  }
}
