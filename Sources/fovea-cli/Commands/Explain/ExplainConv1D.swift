import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain conv1d`: kernels over a time series.
struct ExplainConv1D: TopicCommand {
  static let topic = Topic.conv1d
  static let configuration = configured(
    """
    'fovea train conv1d --data FILE.csv' learns the kernels of a network for series.

    Examples:
      fovea explain conv1d
      fovea explain conv1d --kernel=-1,1 --noise 0.3 --output series.svg
      fovea explain conv1d --series 0,0,1,1,0,2,0,0 --kernel 1,1 --stride 2
    """)

  @Option(
    parsing: .unconditional,
    help: "4 to 512 numbers, with commas. (default: a signal that rises, peaks and falls)",
    transform: numberList(-1e6...1e6, count: 4...512))
  var series: [Double]?

  @Option(
    parsing: .unconditional, help: "Of the signal, where no series is given. (default: 64)",
    transform: wholeNumber(8...512))
  var samples: Int?

  @Option(
    parsing: .unconditional, help: "On the signal, a standard deviation. (default: 0.05)",
    transform: number(0...10))
  var noise: Double?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "1 to 15 weights, with commas; may be given up to 5 times. (default: a mean, a rise, a peak)",
      valueName: "weights"),
    transform: numberList(-1e6...1e6, count: 1...15))
  var kernel: [[Double]] = []

  @Option(
    parsing: .unconditional, help: "Steps of the windows. (default: 1)",
    transform: wholeNumber(1...16))
  var stride: Int = 1

  @Option(parsing: .unconditional, help: "Of the noise. (default: 1)", transform: seedNumber)
  var seed: UInt64?

  @OptionGroup var charts: PictureOutput

  func check() throws {
    try charts.check()
    if kernel.count > 5 {
      throw ValidationError("--kernel: expected up to 5, found \(kernel.count)")
    }
    let signal = [
      ("--samples", samples != nil), ("--noise", noise != nil), ("--seed", seed != nil),
    ]
    if series != nil, let flag = signal.first(where: \.1)?.0 {
      throw ValidationError("\(flag) is for the signal, found --series; leave one of them out")
    }
  }

  func answer() throws -> Answer {
    let kernels = kernel.enumerated().map { place, weights in
      SeriesConvolution.Kernel("kernel \(place + 1)", weights)
    }
    return try SeriesConvolution(
      series
        ?? SeriesConvolution.signal(count: samples ?? 64, noise: noise ?? 0.05, seed: seed ?? 1),
      kernels: kernels.isEmpty ? SeriesConvolution.usualKernels : kernels, stride: stride
    ).answer
  }
}
