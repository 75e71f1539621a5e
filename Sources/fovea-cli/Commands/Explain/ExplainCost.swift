import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain cost`: convolution, unshared and dense layers beside each other.
struct ExplainCost: ThreadedTopicCommand {
  static let topic = Topic.cost
  static let configuration = configured(
    """
    Counts what the engine's layers have, and measures the time for one picture as a median. The dense layer may have \
    134,217,728 parameters.

    Examples:
      fovea explain cost
      fovea explain cost --input 32 --channels 3 --kernels 16 --threads 1
    """)

  @Option(
    parsing: .unconditional, help: "Extent of the input. (default: 28)",
    transform: wholeNumber(1...64))
  var input: Int = 28

  @Option(
    parsing: .unconditional, help: "Channels of the input. (default: 1)",
    transform: wholeNumber(1...4))
  var channels: Int = 1

  @Option(
    parsing: .unconditional, help: "Extent of the kernels. (default: 3)",
    transform: wholeNumber(1...15))
  var kernel: Int = 3

  @Option(
    parsing: .unconditional, help: "How many kernels. (default: 8)", transform: wholeNumber(1...16))
  var kernels: Int = 8

  @Option(
    parsing: .unconditional, help: "Passes to take the time of; 0 measures nothing. (default: 30)",
    transform: wholeNumber(0...10_000))
  var passes: Int = 30

  @OptionGroup var charts: PictureOutput

  @OptionGroup var engine: EngineOptions

  func check() throws {
    try engine.check()
    try charts.check()
    let weights = try naming("--kernel") {
      try ParameterCount(input: input, channels: channels, kernel: kernel, kernels: kernels).dense
    }
    guard weights <= Self.mostWeights else {
      throw ValidationError(
        "--input, --channels, --kernels: expected a dense layer of up to \(Self.mostWeights.grouped) "
          + "parameters, found \(weights.grouped); choose smaller ones")
    }
  }

  /// Half a gibibyte in single precision.
  private static let mostWeights = 1 << 27

  func answer() throws -> Answer {
    try LayerCost(
      input: input, channels: channels, kernel: kernel, kernels: kernels, repetitions: passes
    ).answer
  }
}
