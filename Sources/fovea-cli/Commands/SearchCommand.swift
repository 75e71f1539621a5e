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
    completion: .names(SearchSampler.self), transform: choice)
  var sampler: SearchSampler?

  @Option(
    parsing: .unconditional,
    help: "Decides the values of the trials; --seed decides what is random in each. (default: 1)",
    transform: seedNumber)
  var searchSeed: UInt64?

  @OptionGroup var runs: SeveralRunsOptions

  @Flag(help: "Print a line of JSON each time a trial is compared or ends, and one at the end.")
  var json = false

  func check() throws {
    try runs.check("search", own: own)
    if runs.resume != nil { return }
    if parameters.isEmpty {
      throw ValidationError(
        "expected --param with what to search for, as in --param lr=log:1e-4..0.1, found none")
    }
    try runs.check(parameters, by: "--param")
    if fineTrials == 0, fineEpochs != nil || fineRounds != nil {
      throw ValidationError("--fine-epochs and --fine-rounds are for fine trials, found none")
    }
  }

  func run() throws {
    let threads = runs.engine.applied()
    let (plan, folder) = try runs.resume.map { try resumed($0) } ?? fresh()
    try runs.cleaning(folder.path) {
      try SearchSession(
        plan, folder, jobs: runs.jobs, threads: threads, isJSON: json, isQuiet: runs.quiet
      ).run()
    }
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
    var configuration = try runs.configuration(varied: parameters) {
      $0.epochs = runs.training.epochs ?? 2
    }
    configuration.checkpointSeconds = runs.training.checkpointSeconds ?? 0
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
    do { try plan.validate() } catch { throw runs.training.inFlags(error) ?? error }
    let folder = try runs.folder("search", of: configuration.model) {
      try SearchFolder($0).plan != nil
    }
    return (plan, SearchFolder(folder))
  }

  /// The flags of its own that decide the outcome.
  private var own: [(String, Bool)] {
    [
      ("--param", !parameters.isEmpty), ("--trials", trials != nil),
      ("--fine-trials", fineTrials != nil), ("--fine-epochs", fineEpochs != nil),
      ("--fine-rounds", fineRounds != nil), ("--reduction-factor", reductionFactor != nil),
      ("--shrink", shrink != nil), ("--sampler", sampler != nil),
      ("--search-seed", searchSeed != nil),
    ]
  }
}
