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

  @Flag(
    help: """
      In place of the passes, measure each layer's operations in training steps: ms and MB of a step, share, GFLOP/s.
      """)
  var profile = false

  @Option(help: "With --profile and one case: a file for chrome://tracing or Perfetto.")
  var trace: String?

  func validate() throws {
    if trace != nil, !profile || cases.count != 1 {
      throw ValidationError("--trace goes with --profile and one --case")
    }
    if profile, !passes.isEmpty || engine.json {
      throw ValidationError(
        "--profile measures training steps as a table; leave out --pass, --json")
    }
  }

  /// The operations of each model.
  private func showProfiles(_ models: [ModelCase]) throws {
    for model in models {
      let (profile, steps) = try ModelBench(model).profile(seconds: seconds)
      try emit("\(model.name), batches of \(model.batch), mean of \(steps.counted("step"))\n")
      try emit(profile.table(steps: steps).text(width: nil))
      if let trace { try AtomicFile.write(profile.trace, to: trace) }
    }
  }

  func run() throws {
    let models = try selected(cases, of: "case", from: ModelCase.table, name: \.name)
    let passes = try selected(
      passes, of: "pass", from: ModelBench.Pass.allCases, name: \.rawValue)
    try engine.apply()
    if profile {
      try emit(engine.machine + "\n")
      return try showProfiles(models)
    }
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
