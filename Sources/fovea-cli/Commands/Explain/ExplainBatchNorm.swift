import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain batch-norm`: channels before and after, in training and in inference.
struct ExplainBatchNorm: TopicCommand {
  static let topic = Topic.batchNorm
  static let configuration = configured(
    """
    Batches of drawn shapes go through a convolution that has not been trained, and what it gives is normalised.

    Examples:
      fovea explain batch-norm
      fovea explain batch-norm --batch 4 --momentum 0.5 --output batch-norm
    """)

  @Option(
    parsing: .unconditional, help: "Pictures a batch. (default: 32)",
    transform: wholeNumber(2...256))
  var batch: Int = 32

  @Option(parsing: .unconditional, help: "Batches. (default: 20)", transform: wholeNumber(2...100))
  var steps: Int = 20

  @Option(
    parsing: .unconditional, help: "The batch's share in the running averages. (default: 0.1)",
    transform: number(0...1))
  var momentum: Double = 0.1

  @Option(
    parsing: .unconditional, help: "The learned scale, gamma. (default: 2)",
    transform: number(-100...100))
  var scale: Double = 2

  @Option(
    parsing: .unconditional, help: "The learned shift, beta. (default: 1)",
    transform: number(-100...100))
  var shift: Double = 1

  @Option(
    parsing: .unconditional, help: "Kernels of the convolution. (default: 3)",
    transform: wholeNumber(1...6))
  var channels: Int = 3

  @Option(
    parsing: .unconditional, help: "Of kernels and batches. (default: 1)", transform: seedNumber)
  var seed: UInt64 = 1

  @OptionGroup var charts: PictureOutput

  func answer() throws -> Answer {
    try BatchNormStudy(
      batchSize: batch, steps: steps, momentum: Scalar(momentum), scale: Scalar(scale),
      shift: Scalar(shift), channels: channels, seed: seed
    ).answer(scale: scale, shift: shift)
  }
}
