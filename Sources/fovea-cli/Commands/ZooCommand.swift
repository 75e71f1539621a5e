import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea zoo`: the networks of the lecture's list, what they erred, what they take.
struct ZooCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "zoo",
    abstract: "Lists the networks that won ImageNet's challenge: errors, sizes, costs.",
    discussion: """
      Errors are the lecture's: top-5, in percent, of the challenge's entries, most of them ensembles. \
      Parameters, multiply-adds and the receptive field of the last map are those of the models here, for \
      a picture of 224x224 (LeNet-5: 28x28); --measure adds how many pictures a second this machine does.

      Examples:
        fovea zoo
        fovea zoo --output zoo.svg
        fovea zoo --measure --threads 2
      """)

  @Flag(
    help: "Measure pictures a second, in batches of 4; takes a minute or two and 2 GB of memory.")
  var measure = false

  @Option(
    help: "Write a chart of errors by year and over costs to this file, as SVG.",
    completion: .paths, transform: outputPath(.svg))
  var output: String?

  @Flag(help: "Print one JSON object a row.")
  var json = false

  @OptionGroup var engine: EngineOptions

  func check() throws {
    try engine.check()
    try checkChartPath(output)
  }

  func run() throws {
    engine.applied()
    var rows: [(entry: ModelZoo.Entry, figures: ModelZoo.Figures?)] = []
    var speeds: [Double?] = []
    for entry in ModelZoo.entries {
      var figures = try ModelZoo.figures(of: entry)
      speeds.append(measure ? figures.map(Self.picturesPerSecond) : nil)
      // Another copy for the chart, so that the weights of the one that was measured are let go.
      if measure { figures = try ModelZoo.figures(of: entry) }
      rows.append((entry, figures))
    }
    if json {
      for (row, speed) in zip(rows, speeds) {
        Stream.results.json(Row(row.entry, row.figures, speed))
      }
    } else {
      write(rows, speeds)
    }
    try writeChart(ModelZoo.chart(rows).svg, to: output)
  }

  private func write(
    _ rows: [(entry: ModelZoo.Entry, figures: ModelZoo.Figures?)], _ speeds: [Double?]
  ) {
    var table = Table(
      [
        .number("year"), .text("network"), .number("top-5 error"), .shortened("model here"),
        .number("parameters"), .number("multiply-adds"), .number("field"),
      ] + (measure ? [.number("pictures/s")] : []))
    let (names, notes) = ModelZoo.footnoted(rows.map(\.entry))
    let auxiliary = rows.compactMap { entry, figures -> String? in
      guard let figures, figures.model.parameterCount > figures.parameters else { return nil }
      return "\(entry.name) without its classifiers for training alone; with them "
        + "\(figures.model.parameterCount.grouped) parameters"
    }
    for (((entry, figures), speed), name) in zip(zip(rows, speeds), names) {
      table.append(
        [
          "\(entry.year)", name, entry.error.map { "\($0)" } ?? "-",
          entry.model ?? "-", figures?.parameters.grouped ?? "-",
          figures?.multiplyAdds.grouped ?? "-", figures?.receptiveField?.size.description ?? "-",
        ] + (measure ? [speed?.significant(3) ?? "-"] : []))
    }
    Stream.results.write(
      table.text(width: Stream.results.width) + "\n"
        + (notes + auxiliary).flatMap { $0.wrapped(to: min(Stream.results.width ?? 80, 80)) }.map {
          $0 + "\n"
        }.joined())
  }

  /// How many pictures a second, in inference.
  private static func picturesPerSecond(_ figures: ModelZoo.Figures) -> Double {
    let frozen = FrozenModel(figures.model)
    let input = Tensor.ones(Shape([4] + figures.picture.dimensions))
    _ = frozen(input)
    let clock = ContinuousClock()
    let start = clock.now
    var batches = 0
    repeat {
      _ = frozen(input)
      batches += 1
    } while start.duration(to: clock.now) < .seconds(1)
    let elapsed = start.duration(to: clock.now)
    return Double(4 * batches) / (elapsed / .seconds(1))
  }
}

extension ZooCommand {
  /// What `--json` prints.
  private struct Row: Encodable {
    let year: Int
    let name: String
    let top5Error: Double?
    let model: String?
    let parameters: Int?
    let multiplyAdds: Int?
    let receptiveField: Int?
    let picturesPerSecond: Double?
    let note: String?

    init(_ entry: ModelZoo.Entry, _ figures: ModelZoo.Figures?, _ speed: Double?) {
      year = entry.year
      name = entry.name
      top5Error = entry.error
      model = entry.model
      parameters = figures?.parameters
      multiplyAdds = figures?.multiplyAdds
      receptiveField = figures?.receptiveField?.size.height
      picturesPerSecond = speed
      note = entry.note
    }
  }
}
