import ArgumentParser
import Fovea

/// The flags of a small training that shows something: what with, and in what order.
struct ExperimentOptions: ParsableArguments {
  @OptionGroup var source: DataOptions

  @Option(
    name: [.customShort("b"), .long], parsing: .unconditional,
    help: "Pictures a step. (default: 64)", transform: wholeNumber(1...65536))
  var batchSize: Int = 64

  @Option(
    parsing: .unconditional,
    help: "Decides initial weights, order and all that is random. (default: 0)",
    transform: seedNumber)
  var seed: UInt64 = 0

  @Option(
    parsing: .unconditional, help: "Train with the first pictures only.",
    transform: wholeNumber(1...Int.max))
  var limit: Int?

  @OptionGroup var engine: EngineOptions

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
