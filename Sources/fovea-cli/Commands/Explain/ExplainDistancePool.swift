import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain distance-pool`: the lecture's weighted average by distance from the central pixel.
struct ExplainDistancePool: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "distance-pool",
    abstract: "Averages weighted by distance: the weights, and what a shift does to them.",
    discussion: """
      Edges of 200 test pictures are pooled as they are and after a shift by 1, 2, ... pixels. The change \
      is the distance between both results, relative to the first; what is left of it when the first is \
      moved along depends on which pixels a stride happens to pick.

      Examples:
        fovea explain distance-pool --data shapes
        fovea explain distance-pool --data shapes --window 5 --sigma 1.5 --output distance
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

  @Option(
    help: "Folder to write to: weights.svg, changes.svg, left.svg. (default: nothing)")
  var output: String?

  @OptionGroup var engine: EngineOptions

  func check() throws {
    try source.check()
    try engine.check()
    if output == "" { throw ValidationError("--output: expected a folder, found ''") }
  }

  func run() throws {
    engine.applied()
    let data = try source.load(.test)
    let figure: DistancePooling
    do {
      figure = try DistancePooling(
        pictures: data.images(at: 0..<min(200, data.count)), window: window, stride: stride,
        sigma: sigma)
    } catch let error as ShapeError {
      throw Failure("\(data.name): \(error); choose a smaller window")
    }
    for (name, weights) in figure.kernels {
      Stream.results.line(name)
      for row in rows(weights) {
        let numbers = row.map { String(repeating: " ", count: 2) + $0.fixed(4) }
        Stream.results.line(numbers.joined())
      }
    }
    for (heading, values) in [
      ("change for a shift by", \DistancePooling.Curve.changes), ("left when moved along", \.left),
    ] {
      let shifts = figure.curves[0].changes.indices
      var table = Table([.text(heading)] + shifts.map { Table.Column.number("\($0)") })
      for curve in figure.curves {
        table.append([curve.name] + curve[keyPath: values].map { $0.fixed(3) })
      }
      Stream.results.write("\n" + table.text(width: Stream.results.width))
    }
    if let output {
      try makeFolder(output)
      let charts = [
        ("weights", weightsChart(figure)),
        ("changes", chart("What a shift does to pooled edges", figure, data) { $0.changes }),
        ("left", chart("What is left when moved along", figure, data) { $0.left }),
      ]
      for (name, svg) in charts {
        try AtomicFile.write(svg, to: "\(output)/\(name).svg")
        Stream.results.line("wrote  \("\(output)/\(name).svg".printable)")
      }
    }
  }

  private func rows(_ weights: Tensor) -> [[Double]] {
    let (elements, width) = (weights.elements.map { Double($0) }, weights.shape[1])
    return (0..<weights.shape[0]).map { Array(elements[$0 * width..<($0 + 1) * width]) }
  }

  private func weightsChart(_ figure: DistancePooling) -> String {
    GridChart(
      "Weights by distance from the central pixel", note: "each window's weights add up to 1",
      panels: figure.kernels.map { GridChart.Panel($0.name, values: rows($0.weights)) }
    ).svg
  }

  private func chart(
    _ title: String, _ figure: DistancePooling, _ data: DataSet,
    _ values: (DistancePooling.Curve) -> [Double]
  ) -> String {
    LineChart(
      "\(title): \(data.name), window \(window), stride \(stride)", xLabel: "shift in pixels",
      yLabel: "relative to the pooled edges",
      series: figure.curves.map { LineChart.Series($0.name, values: values($0), first: 0) }
    ).svg
  }
}
