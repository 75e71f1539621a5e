import ArgumentParser
import Fovea

/// `fovea lr-find`: looks for a learning rate.
struct LearningRateCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "lr-find",
    abstract:
      "Looks for a learning rate: trains a little while the rate grows, and watches the loss.",
    discussion: """
      A network of its own is trained for some steps, from a rate that does nothing to one that breaks it. \
      Prints the curve as a table, where the loss falls fastest, and the command that trains with that \
      rate. Takes the flags of 'fovea train'; the rate depends on the optimiser and the batch size.

      Examples:
        fovea lr-find lenet5 --data shapes
        fovea lr-find small_cnn --data fashion-mnist --opt adamw --chart rates.svg
        fovea lr-find --config runs/lenet5-1/config.json
      """)

  @Argument(
    help: "Model: \(Names.models.list). (default: that of --config or --recipe)",
    completion: .models)
  var model: String?

  @OptionGroup var source: DataOptions

  @Option(
    parsing: .unconditional, help: "The first rate. (default: 1e-6)", transform: number(1e-12...100)
  )
  var from: Double?

  @Option(
    parsing: .unconditional, help: "The last rate. (default: 10)", transform: number(1e-9...1000))
  var to: Double?

  @Option(
    parsing: .unconditional, help: "Steps between them. (default: 200)",
    transform: wholeNumber(20...100_000))
  var steps: Int?

  @Option(
    help: "File for the curve as a picture, in SVG. (default: none)", completion: .paths,
    transform: outputPath(.svg))
  var chart: String?

  @OptionGroup var training: TrainingOptions

  @OptionGroup var start: StartOptions

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(
    name: .shortAndLong,
    help: "No hint and no command to train with: results, errors, and notes on the data.")
  var quiet = false

  func check() throws {
    try source.check()
    try start.check()
    try engine.check()
    try training.check()
    if let model {
      try Names.models.checked(model)
    } else if !start.isGiven {
      throw ValidationError("missing expected argument '<model>': one of \(Names.models.list)")
    }
    if chart == "" { throw ValidationError("--chart: expected a path, found ''") }
    guard rates.lowerBound < rates.upperBound else {
      throw ValidationError(
        "--to: expected a rate above that of --from, \(rates.lowerBound.significant(3)), found "
          + (to ?? 10).significant(3))
    }
    if training.optimizer.lr != nil {
      throw ValidationError("--lr: expected --from and --to, found a rate; leave it out")
    }
  }

  private var rates: ClosedRange<Double> {
    let (first, last) = (from ?? 1e-6, to ?? 10)
    return first...max(first, last)
  }

  func run() throws {
    engine.applied()
    let configuration = try resolved()
    let data = try TrainingData(noting: configuration)
    Interrupts.watch()
    let sweep = try LearningRateSweep(
      configuration, rates: rates, steps: steps ?? 200, data: data,
      onStep: { _, _, _ in Interrupts.received == nil })
    if let signal = Interrupts.received { throw ExitCode(Interrupts.exitCode(of: signal)) }
    if let chart { try AtomicFile.write(sweep.chart(title: title(configuration)).svg, to: chart) }
    if json {
      Stream.results.json(Report(sweep, chart: chart))
    } else {
      print(sweep)
    }
  }

  private func title(_ configuration: TrainingConfiguration) -> String {
    "Loss by learning rate: \(configuration.model), \(configuration.optimizer.rawValue)"
  }

  private func resolved() throws -> TrainingConfiguration {
    var shared = SharedConfiguration(
      model: model, source: source, training: training, start: start)
    shared.isQuiet = quiet
    return try shared.resolved().resolved
  }

  private func print(_ sweep: LearningRateSweep) {
    var table = Table([.number("rate"), .number("loss"), .number("smoothed"), .text("zone")])
    for point in sweep.rows(20) {
      table.append(
        point.rate.significant(3), point.loss.fixed(3), point.smoothed.fixed(3),
        sweep.zone(of: point.rate)?.name ?? "")
    }
    Stream.results.write(table.text(width: Stream.results.width))
    if let chart { Stream.results.line("chart     \(chart.printable)") }
    guard let suggestion = sweep.suggestion else {
      Stream.results.line("rate      none: no rate in this range lowered the loss")
      if !quiet { Stream.notes.line("hint: try more --steps, another range, or look at the data") }
      return
    }
    Stream.results.line("rate      \(suggestion.significant(1)), where the loss falls fastest")
    if !quiet { Stream.notes.line("train     \(command(suggestion))") }
  }

  /// The command that trains with a rate, its other flags being those that were given.
  private func command(_ rate: Double) -> String {
    let own: Set = ["--from", "--to", "--steps", "--chart"]
    var words: [String] = []
    var arguments = CommandLine.arguments.dropFirst(2)
    while let word = arguments.popFirst() {
      if own.contains(word) {
        arguments = arguments.dropFirst()
      } else if word != "--json", !own.contains(where: { word.hasPrefix($0 + "=") }) {
        words.append(word.shellQuoted)
      }
    }
    return "\(invocation) train \(words.joined(separator: " ")) --lr \(rate.significant(1))"
  }

  /// What `--json` prints.
  private struct Report: Encodable {
    let suggestion: Double?
    let lowest: Double?
    let highest: Double?
    let points: [LearningRateSweep.Point]
    let chart: String?

    init(_ sweep: LearningRateSweep, chart: String?) {
      (suggestion, lowest, highest) = (sweep.suggestion, sweep.lowest, sweep.highest)
      points = sweep.points
      self.chart = chart
    }
  }
}
