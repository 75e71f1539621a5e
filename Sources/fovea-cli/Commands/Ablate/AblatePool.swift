import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea ablate pool`: a network without pooling, with maximum, with average.
struct AblatePool: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "pool",
    abstract: "Trains a small network without pooling, with maximum and with average.",
    discussion: """
      The network is staged_cnn, twice convolution, ReLU and pooling, then a dense layer. All start from \
      the same seed and see the same pictures in the same order.

      Examples:
        fovea ablate pool --data shapes
        fovea ablate pool --data fashion-mnist --epochs 5 \\
          --pool none,max,average,lp,stochastic,distance --output pooling.svg
      """)

  @Option(
    help: "What to compare, with commas: \(StagedCNN.Pooling.names). (default: none,max,average)",
    transform: choices)
  var pool: [StagedCNN.Pooling] = [.none, .max, .average]

  @Option(
    parsing: .unconditional, help: "How often each picture is seen. (default: 3)",
    transform: wholeNumber(1...10_000))
  var epochs: Int = 3

  @Option(
    parsing: .unconditional, help: "Learning rate, of Adam. (default: 0.002)",
    transform: number(1e-12...1000))
  var lr: Double = 0.002

  @Option(
    help: "SVG file for the curves of accuracy over epochs. (default: none)", completion: .paths,
    transform: outputPath(.svg))
  var output: String?

  @OptionGroup var experiment: ExperimentOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func check() throws {
    try experiment.check(output: output)
    guard Set(pool).count == pool.count else {
      throw ValidationError(
        "--pool: expected each once, found \(pool.map(\.rawValue).joined(separator: ","))")
    }
  }

  func run() throws {
    Stream.notes.line("machine  \(experiment.engine.applied())")
    let (training, test) = try experiment.data()
    Stream.notes.line("data     \(training.summary)")
    var configuration = PoolAblation.Configuration()
    configuration.poolings = pool
    configuration.epochs = epochs
    configuration.batchSize = experiment.picturesAStep
    configuration.learningRate = Scalar(lr)
    configuration.seed = experiment.chosenSeed
    let ablation = try PoolAblation(configuration, training: training, test: test) {
      Stream.notes.line("\($0.rawValue): epoch \($1)/\(epochs), \($2.percent) % right")
    }
    show(ablation, training)
    // Behind the figures, which a place that cannot be written to must not lose.
    if let output {
      try AtomicFile.write(chart(ablation, training), to: output)
      if !json { Stream.results.line("wrote  \(output.printable)") }
    }
  }

  private func show(_ ablation: PoolAblation, _ training: DataSet) {
    if json {
      Stream.results.json(Report(ablation, training, epochs))
      return
    }
    var table = Table([
      .text("pooling"), .number("Acc@1"), .number("loss"), .number("dense"),
      .number("parameters"), .number("multiply-adds"), .number("training"),
    ])
    for row in ablation.rows {
      table.append(
        row.pooling.rawValue, "\(row.accuracy.percent) (\((1 - row.accuracy).percent))",
        row.loss.fixed(3), row.denseParameters.grouped, row.parameters.grouped,
        row.multiplyAdds.grouped, row.seconds.duration)
    }
    Stream.results.write(table.text(width: Stream.results.width))
  }

  private func chart(_ ablation: PoolAblation, _ data: DataSet) -> String {
    LineChart(
      "What pooling is good for: \(data.name)", xLabel: "epoch",
      yLabel: "% of the test pictures classified rightly",
      series: ablation.rows.map {
        LineChart.Series($0.pooling.rawValue, values: $0.accuracies.map { 100 * $0 })
      }
    ).svg
  }

  /// What `--json` prints.
  private struct Report: Encodable {
    struct Row: Encodable {
      let pooling: String
      let accuracies: [Double]
      let loss: Double
      let denseParameters: Int
      let parameters: Int
      let multiplyAdds: Int
      let seconds: Double
    }
    let data: String
    let pictures: Int
    let epochs: Int
    let rows: [Row]

    init(_ ablation: PoolAblation, _ training: DataSet, _ epochs: Int) {
      data = training.name
      pictures = training.count
      self.epochs = epochs
      rows = ablation.rows.map {
        Row(
          pooling: $0.pooling.rawValue, accuracies: $0.accuracies, loss: $0.loss,
          denseParameters: $0.denseParameters, parameters: $0.parameters,
          multiplyAdds: $0.multiplyAdds, seconds: $0.seconds)
      }
    }
  }
}
