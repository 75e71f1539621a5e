import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain pool-invariance`: the lecture's figure of max pooling under a shift.
struct ExplainPoolInvariance: ThreadedTopicCommand {
  static let topic = Topic.poolInvariance
  static let configuration = configured(
    """
    A row of detector outputs is pooled at stride 1, moved one place to the right, and pooled again. With --model, the \
    same is measured on a trained network: test pictures are moved by one pixel, and for each max pooling it is \
    counted how many of its inputs and outputs change.

    Examples:
      fovea explain pool-invariance
      fovea explain pool-invariance --output pool-invariance.svg
      fovea explain pool-invariance --row 0,0.5,0.9,0.2,0.1 --entering 0 --window 5
      fovea explain pool-invariance --model runs/small_cnn-1
    """)

  @Option(
    parsing: .unconditional,
    help: "The detector's outputs, with commas. (default: 0.1,1,0.2,0.1, the slide's)",
    // As many as a picture has room for.
    transform: numberList(-1e6...1e6, count: 1...16))
  var row: [Double]?

  @Option(
    parsing: .unconditional,
    help: "What comes in from the left when the row moves. (default: 0.3)",
    transform: number(-1e6...1e6))
  var entering: Double?

  @Option(
    parsing: .unconditional, help: "Places that one output sees, odd. (default: 3)",
    transform: wholeNumber(1...99))
  var window: Int?

  @OptionGroup(title: "On a trained network") var trained: TrainedPoolOptions

  @OptionGroup var engine: EngineOptions

  @OptionGroup var charts: PictureOutput

  func check() throws {
    try engine.check()
    try trained.check()
    if let window, window.isMultiple(of: 2) {
      throw ValidationError("--window: expected an odd number, found \(window)")
    }
    try charts.check()
    let slides = [
      ("--row", row != nil), ("--entering", entering != nil), ("--window", window != nil),
    ]
    if trained.model != nil, let flag = slides.first(where: \.1)?.0 {
      throw ValidationError("\(flag) is for the slide's figure, found --model; leave it out")
    }
    if trained.model == nil, let flag = trained.given.first {
      throw ValidationError("\(flag) is for a trained network: expected --model, found none")
    }
  }

  func answer() throws -> Answer {
    if let model = trained.model {
      return try trained.answer(ModelFile(model))
    }
    return PoolInvariance(
      row: (row ?? [0.1, 1, 0.2, 0.1]).map { Scalar($0) }, entering: Scalar(entering ?? 0.3),
      window: window ?? 3
    ).answer
  }
}
