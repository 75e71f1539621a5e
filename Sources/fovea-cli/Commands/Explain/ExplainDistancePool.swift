import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain distance-pool`: the lecture's weighted average by distance from the central pixel.
struct ExplainDistancePool: ThreadedTopicCommand {
  static let topic = Topic.distancePool
  static let configuration = configured(
    """
    Edges of 200 test pictures, drawn shapes where --data names no others, are pooled as they are and after a \
    shift by 1, 2, ... pixels. The change is the distance between both results, relative to the first; what is left of it when the first is moved along depends on which \
    pixels a stride happens to pick.

    Examples:
      fovea explain distance-pool
      fovea explain distance-pool --window 5 --sigma 1.5 --output distance
    """)

  @OptionGroup var source: DataOptions

  @Option(
    parsing: .unconditional, help: "Places along a side of the window. (default: 3)",
    transform: wholeNumber(1...15))
  var window: Int = 3

  @Option(
    parsing: .unconditional, help: "Steps of the window. (default: 2)",
    transform: wholeNumber(1...15))
  var stride: Int = 2

  @Option(
    parsing: .unconditional, help: "Sigma of the Gaussian, in pixels. (default: 1)",
    transform: number(0.05...100))
  var sigma: Double = 1

  @OptionGroup var charts: PictureOutput

  @OptionGroup var engine: EngineOptions

  func check() throws {
    try source.check()
    try engine.check()
    try charts.check()
  }

  func answer() throws -> Answer {
    let data = try source.load(.test, or: "shapes")
    return try naming("--window, --stride") {
      try DistancePooling(
        pictures: data.images(at: 0..<min(200, data.count)), window: window, stride: stride,
        sigma: sigma
      ).answer(data.name, window: window, stride: stride)
    }
  }
}
