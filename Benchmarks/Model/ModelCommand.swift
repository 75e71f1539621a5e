import ArgumentParser
import Fovea

/// `fovea-bench model`: whole models.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Times whole models: a training step, the batch, one picture.",
    discussion: """
      Passes: train (forward, cross-entropy, backward, SGD with momentum 0.9), infer (the whole batch), \
      infer1 (one picture). Random pictures. Memory is the process' peak so far: for one model's alone \
      name one.
      """)

  @Option(name: .customLong("case"), help: helpNaming(ModelCase.table.map(\.name)))
  var cases: [String] = []

  @Option(
    name: .customLong("pass"), help: helpNaming(ModelBench.Pass.allCases.map(\.rawValue)))
  var passes: [String] = []

  @OptionGroup var engine: EngineOptions

  @Option(
    parsing: .unconditional,
    help: "Seconds to time a pass, at least; infer1 half of them. (default: 2)",
    transform: measuringTime)
  var seconds: Double = 2

  func run() throws {
    let models = try selected(cases, of: "case", from: ModelCase.table, name: \.name)
    let passes = try selected(
      passes, of: "pass", from: ModelBench.Pass.allCases, name: \.rawValue)
    try engine.apply()
    let progress = Progress()
    defer { progress.clear() }
    if !engine.json { try emit(engine.machine + "\n\n" + ModelResult.table.head) }
    for model in models {
      let bench = try ModelBench(model)
      for pass in passes {
        progress.show("\(model.name): \(pass.rawValue)")
        let time = try medianTime(seconds: pass == .inferOne ? seconds / 2 : seconds, least: 3) {
          try bench.run(pass)
        }
        let result = ModelResult(
          model: model.name, pass: pass, seconds: time, images: bench.images(pass),
          peakMegabytes: peakMemory())
        progress.clear()
        try emit(engine.json ? result.json : result.row)
      }
    }
  }
}
