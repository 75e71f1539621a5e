import ArgumentParser
import Fovea

/// `fovea search`: finds hyperparameters, coarse then fine.
struct SearchCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Searches for hyperparameters: coarse, then fine around the best.",
    discussion: """
      Coarse trials have --epochs epochs (2 unless it is given), fine ones --fine-epochs. On the way, \
      trials are compared by the pictures held back, and half of them stop (--reduction-factor); one whose \
      loss exceeds three times that of its first step stops at once. The other flags of training are \
      what all trials have in common.

      A parameter is a flag of training and its values: a range that is linear (momentum=0.5..0.99), \
      logarithmic (lr=log:1e-4..0.1) or of whole numbers (warmup-epochs=int:0..3), or a choice \
      (batch-size=choice:32,64,128, opt=choice:sgd,adam).

      Stopped by Ctrl-C, or killed at any moment, the same command with the same --output goes on, and so \
      does --resume; the outcome is the same. Nor does it depend on how many trials run side by side.

      Examples:
        fovea search lenet5 --data shapes --param lr=log:1e-3..1 --trials 8
        fovea search small_cnn --data fashion-mnist --param lr=log:1e-3..0.3 \\
          --param weight-decay=log:1e-6..1e-2 --param batch-size=choice:32,64,128
        fovea search --resume runs/search-lenet5-1
      """)

  @Argument(help: "Model: \(Names.models.list).")
  var model: String?

  @OptionGroup var source: DataOptions

  @Option(
    name: .customLong("param"),
    help: ArgumentHelp(
      "What to search for, again for each: a flag's name, =, and low..high, log:low..high, int:low..high or "
        + "choice:a,b.", valueName: "name=values"), transform: searchParameter)
  var parameters: [SearchParameter] = []

  @Option(
    parsing: .unconditional, help: "Coarse trials. (default: 30)",
    transform: wholeNumber(1...100_000)
  )
  var trials: Int?

  @Option(
    parsing: .unconditional, help: "Fine trials, 0 for none. (default: 10)",
    transform: wholeNumber(0...100_000))
  var fineTrials: Int?

  @Option(
    parsing: .unconditional, help: "Epochs of fine trials. (default: 6)",
    transform: wholeNumber(1...1_000_000))
  var fineEpochs: Int?

  @Option(
    parsing: .unconditional,
    help: "How often fine trials are repeated, in narrower ranges each time. (default: 1)",
    transform: wholeNumber(1...100))
  var fineRounds: Int?

  @Option(
    parsing: .unconditional,
    help: "Of the trials compared, one in so many goes on; 1 stops none. (default: 2)",
    transform: wholeNumber(1...1000))
  var reductionFactor: Int?

  @Option(
    parsing: .unconditional,
    help: "Width of fine ranges, as a share of the ranges before. (default: 0.333)",
    transform: number(0.001...1))
  var shrink: Double?

  @Option(
    parsing: .unconditional,
    help: "How values are chosen: \(SearchSampler.names). (default: latin-hypercube)",
    transform: choice)
  var sampler: SearchSampler?

  @Option(
    parsing: .unconditional,
    help: "Decides the values of the trials; --seed decides what is random in each. (default: 1)",
    transform: seedNumber)
  var searchSeed: UInt64?

  @OptionGroup var training: TrainingOptions

  @Option(
    help: """
      Folder for the search: new, empty, or the one of the same search, which goes on. (default: the next \
      of runs/search-<model>-1, -2, ...)
      """)
  var output: String?

  @Option(help: "Go on with the search in a folder.")
  var resume: String?

  @OptionGroup var start: StartOptions

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: "Trials side by side, a thread each. (default: as many as there are threads)",
    transform: wholeNumber(1...1024))
  var jobs: Int?

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print a line of JSON each time a trial is compared or ends, and one at the end.")
  var json = false

  @Flag(name: .shortAndLong, help: "No progress, no notes: results and errors alone.")
  var quiet = false

  func check() throws {
    try source.check()
    try start.check()
    try training.check()
    try engine.check()
    if let model { try Names.models.checked(model) }
    for (flag, value) in [("--output", output), ("--resume", resume)]
    where value == "" {
      throw ValidationError("\(flag): expected a path, found ''")
    }
    if resume != nil {
      let given = givenBesideResume
      guard given.isEmpty else {
        throw ValidationError(
          "--resume goes on as the search began: expected --jobs and --threads at most, found "
            + given.joined(separator: ", "))
      }
      return
    }
    if model == nil, !start.isGiven {
      throw ValidationError("missing expected argument '<model>': one of \(Names.models.list)")
    }
    if parameters.isEmpty {
      throw ValidationError(
        "expected --param with what to search for, as in --param lr=log:1e-4..0.1, found none")
    }
    for parameter in parameters {
      let flag = "--\(parameter.name)"
      if training.givenBesideEpochs.contains(flag) {
        throw ValidationError("expected \(flag) or --param \(parameter.name), found both")
      }
      if parameters.count(where: { $0.name == parameter.name }) > 1 {
        throw ValidationError("--param \(parameter.name): expected once, found it twice")
      }
    }
    if fineTrials == 0, fineEpochs != nil || fineRounds != nil {
      throw ValidationError("--fine-epochs and --fine-rounds are for fine trials, found none")
    }
  }

  func run() throws {
    let threads = engine.applied()
    let (plan, folder) = try resume.map { try resumed($0) } ?? fresh()
    try SearchSession(
      plan, folder, jobs: jobs, threads: threads, isJSON: json, isQuiet: quiet
    ).run()
  }
}

extension SearchCommand {
  private func resumed(_ path: String) throws -> (SearchPlan, SearchFolder) {
    let folder = SearchFolder(path)
    guard let plan = try folder.plan else {
      throw Failure("\(path): expected a search in this folder, found no search.json")
    }
    return (plan, folder)
  }

  private func fresh() throws -> (SearchPlan, SearchFolder) {
    var configuration = try SharedConfiguration(
      model: model, source: source, training: training, start: start
    ).resolved { $0.epochs = training.epochs ?? 2 }
    configuration.checkpointSeconds = training.checkpointSeconds ?? 0
    var plan = SearchPlan(configuration, parameters)
    plan.stages = [.init(trials: trials ?? 30, epochs: configuration.epochs)]
    let fine = fineTrials ?? 10
    if fine > 0 {
      let stage = SearchPlan.Stage(trials: fine, epochs: fineEpochs ?? 6)
      plan.stages += Array(repeating: stage, count: fineRounds ?? 1)
    }
    if let reductionFactor { plan.reductionFactor = reductionFactor }
    if let shrink { plan.shrink = shrink }
    if let sampler { plan.sampler = sampler }
    if let searchSeed { plan.seed = searchSeed }
    guard let output else {
      let run = try RunFolder.create(model: "search-\(configuration.model)")
      return (plan, SearchFolder(run.path))
    }
    let folder = SearchFolder(output)
    // Killed before its plan was written, a search leaves the beginning of it.
    if try folder.plan == nil {
      try RunFolder.checkEmpty(output, but: "search.json.partial")
    }
    return (plan, folder)
  }

  private var givenBesideResume: [String] {
    var given = training.givenBesideEpochs
    let others: [(String, Bool)] = [
      ("a model", model != nil), ("--param", !parameters.isEmpty), ("--trials", trials != nil),
      ("--epochs", training.epochs != nil), ("--fine-trials", fineTrials != nil),
      ("--fine-epochs", fineEpochs != nil), ("--fine-rounds", fineRounds != nil),
      ("--reduction-factor", reductionFactor != nil), ("--shrink", shrink != nil),
      ("--sampler", sampler != nil), ("--search-seed", searchSeed != nil),
      ("--output", output != nil),
    ]
    given += start.given + others.filter(\.1).map(\.0) + source.given
    return given
  }
}

/// Reads a parameter of a search.
@Sendable func searchParameter(_ text: String) throws -> SearchParameter {
  do { return try SearchParameter(text) } catch {
    throw ValidationError("\(error)")
  }
}
