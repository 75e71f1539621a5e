import ArgumentParser
import Fovea
import FoveaExplain
import FoveaReport

/// The flags of `fovea explain pool-invariance` on a trained network, and what it does with them.
struct TrainedPoolOptions: ParsableArguments {
  @Option(
    help: "A trained model: its .safetensors file, or the folder of a training run.",
    completion: .paths)
  var model: String?

  @OptionGroup var part: PartOptions

  @Option(
    parsing: .unconditional, help: "Take the first pictures only. (default: 200)",
    transform: wholeNumber(1...100_000))
  var limit: Int?

  @Option(
    parsing: .unconditional,
    help: """
      Share of a layer's root mean square by which a value must move to count as changed. (default: 0.1)
      """, transform: number(0...100))
  var threshold: Double?

  /// Throws `ValidationError` for flags that say nothing.
  func check() throws {
    try part.source.check()
    if model == "" { throw ValidationError("--model: expected a path, found ''") }
  }

  /// The flags that were given beside the model.
  var given: [String] {
    part.given
      + [("--limit", limit != nil), ("--threshold", threshold != nil)].filter(\.1).map(\.0)
  }

  /// Measures the model: a table, and the shares drawn.
  func answer(_ file: ModelFile) throws -> Answer {
    let trained = try file.load()
    let data = try part.load(for: trained, of: file).prefix(limit ?? 200)
    let figure = try TrainedPoolInvariance(
      of: trained, pictures: data.images(at: 0..<data.count), threshold: threshold ?? 0.1)
    guard !figure.layers.isEmpty else {
      throw Failure(
        "\(file.path): expected a network with max pooling, found \(trained.description.model) without any"
      )
    }
    var table = Table([
      .text("max pooling"), .text("hyperparameters"), .number("inputs changed"),
      .number("outputs changed"), .number("at stride 1"), .number("input moved"),
      .number("output moved"), .number("at stride 1"),
    ])
    for layer in figure.layers {
      let changes = [layer.inputs, layer.outputs, layer.outputsAtEveryPlace]
      table.append(
        [layer.path.printable, layer.window] + changes.map { percent($0.share) }
          + changes.map { $0.relative.fixed(3) })
    }
    var answer = Answer()
    answer.say(
      "model  \(file.path.printable): \(trained.description.model.printable)",
      "data   \(data.summary), moved by one pixel to the right", "")
    answer.show(table)
    answer.remark(
      "changed: by more than \(figure.threshold.significant(3)) of the layer's root mean square; moved: mean "
        + "change by mean magnitude")
    answer.pictures = [Picture("pool-invariance", shares(figure, trained, data).svg)]
    return answer
  }

  private func percent(_ share: Double) -> String { (100 * share).fixed(1) + " %" }

  private func shares(
    _ figure: TrainedPoolInvariance, _ trained: TrainedModel, _ data: DataSet
  ) -> BarChart {
    BarChart(
      "Changed by a shift of one pixel: \(trained.description.model) on \(data.name)",
      unit: "% of values", groups: figure.layers.map(\.path),
      series: [
        .init("inputs of max pooling", isMuted: true), .init("outputs"),
        .init("outputs at stride 1"),
      ],
      panels: [
        .init(
          "",
          values: figure.layers.map { layer in
            [layer.inputs, layer.outputs, layer.outputsAtEveryPlace].map { 100 * $0.share }
          })
      ])
  }
}
