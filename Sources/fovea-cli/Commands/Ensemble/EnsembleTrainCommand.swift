import ArgumentParser
import Fovea

/// `fovea ensemble train`: trains the members of an ensemble.
struct EnsembleTrainCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains the members of an ensemble.",
    discussion: """
      Members are runs that differ in their initial weights and the order of the pictures, or in what \
      --differ names; --bag gives each a bootstrap sample as well; --vary gives each other hyperparameters. \
      Each source of difference has its own seed: the first member's is --init-seed, --order-seed, \
      --bootstrap-seed (else --seed), and each further member's is one more.

      --snapshots trains one run whose rate goes down along a cosine once a member, --epochs epochs each \
      time; --swa trains one run of --epochs epochs, then one epoch a further member at a constant rate, \
      and averages the weights to a single model.

      Stopped by Ctrl-C, or killed at any moment, the same command with the same --output goes on, and so \
      does --resume; finished members are not trained again.

      Examples:
        fovea ensemble train lenet5 --data fashion-mnist --members 5 --bag
        fovea ensemble train lenet5 --data fashion-mnist --snapshots --epochs 3
        fovea ensemble train small_cnn --data shapes --members 4 --swa --epochs 6
        fovea ensemble train lenet5 --data shapes --vary lr=log:0.01..0.1
      """)

  @Argument(help: "Model: \(Names.models.list).")
  var model: String?

  @OptionGroup var source: DataOptions

  @Option(
    parsing: .unconditional, help: "Number of members. (default: 5)",
    transform: wholeNumber(2...1000))
  var members: Int?

  @Flag(help: "Give each member a bootstrap sample of the pictures.")
  var bag = false

  @Flag(help: "One run; each time its rate is down, a member.")
  var snapshots = false

  @Flag(help: "One run; the weights of its last epochs averaged to one model.")
  var swa = false

  @Option(
    help: """
      What members differ in, with commas between: \(EnsembleSource.names). (default: init,order, and what \
      --bag and --vary add)
      """, transform: sources)
  var differ: [EnsembleSource]?

  @Option(
    help: ArgumentHelp(
      "A hyperparameter in which members differ, again for each, as for 'fovea search --param'.",
      valueName: "name=values"), transform: searchParameter)
  var vary: [SearchParameter] = []

  @Option(
    parsing: .unconditional, help: "Decides the hyperparameters that --vary gives. (default: 1)",
    transform: seedNumber)
  var varySeed: UInt64?

  @Option(
    parsing: .unconditional, help: "The constant rate of --swa. (default: half of --lr)",
    transform: number(1e-12...1000))
  var swaLr: Double?

  @OptionGroup var training: TrainingOptions

  @Option(
    help: """
      Folder for the ensemble: new, empty, or the one of the same ensemble, which goes on. (default: the \
      next of runs/ensemble-<model>-1, -2, ...)
      """)
  var output: String?

  @Option(help: "Go on with the ensemble in a folder.")
  var resume: String?

  @OptionGroup var start: StartOptions

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: "Members side by side, a thread each. (default: as many as there are threads)",
    transform: wholeNumber(1...1024))
  var jobs: Int?

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print one JSON object at the end.")
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
      guard givenBesideResume.isEmpty else {
        throw ValidationError(
          "--resume goes on as the ensemble began: expected --jobs and --threads at most, found "
            + givenBesideResume.joined(separator: ", "))
      }
      return
    }
    if model == nil, !start.isGiven {
      throw ValidationError("missing expected argument '<model>': one of \(Names.models.list)")
    }
    try checkKinds()
  }

  private func checkKinds() throws {
    let kinds = [("--bag", bag), ("--snapshots", snapshots), ("--swa", swa)].filter(\.1).map(\.0)
    guard kinds.count <= 1 else {
      throw ValidationError(
        "expected one of --bag, --snapshots, --swa, found \(kinds.joined(separator: " and "))")
    }
    if snapshots || swa {
      let other = [
        ("--differ", differ != nil), ("--vary", !vary.isEmpty), ("--jobs", jobs != nil),
      ].filter(\.1).map(\.0)
      if let flag = other.first {
        throw ValidationError("\(flag) is for runs of their own, found \(kinds[0]); leave it out")
      }
    }
    if swaLr != nil, !swa { throw ValidationError("--swa-lr is for --swa; leave it out") }
    if varySeed != nil, vary.isEmpty {
      throw ValidationError("--vary-seed is for --vary; leave it out")
    }
    if let differ {
      if bag, !differ.contains(.bootstrap) {
        throw ValidationError("expected bootstrap in --differ, as --bag is given")
      }
      guard differ.contains(.hyperparameters) == !vary.isEmpty else {
        throw ValidationError(
          "expected --vary and hyperparameters in --differ, found one without the other")
      }
    }
  }

  func run() throws {
    let threads = engine.applied()
    let (plan, folder) = try resume.map { try resumed($0) } ?? fresh()
    try EnsembleSession(
      plan, folder, jobs: jobs, threads: threads, isJSON: json, isQuiet: quiet
    ).run()
  }
}

extension EnsembleTrainCommand {
  private func resumed(_ path: String) throws -> (EnsemblePlan, EnsembleFolder) {
    let folder = EnsembleFolder(path)
    guard let plan = try folder.plan else {
      throw Failure("\(path): expected an ensemble in this folder, found no ensemble.json")
    }
    return (plan, folder)
  }

  private func fresh() throws -> (EnsemblePlan, EnsembleFolder) {
    let configuration = try SharedConfiguration(
      model: model, source: source, training: training, start: start
    ).resolved()
    var plan = EnsemblePlan(configuration, snapshots ? .snapshots : swa ? .swa : .runs)
    if let members { plan.members = members }
    plan.sources =
      differ ?? [.initialization, .order] + (bag ? [.bootstrap] : [])
      + (vary.isEmpty ? [] : [.hyperparameters])
    plan.varied = vary
    if let varySeed { plan.variedSeed = varySeed }
    plan.averagedRate = swaLr
    _ = try plan.configurations()
    guard let output else {
      return (
        plan, EnsembleFolder(try RunFolder.create(model: "ensemble-\(configuration.model)").path)
      )
    }
    let folder = EnsembleFolder(output)
    // Killed before its plan was written, a training leaves the beginning of it.
    if try folder.plan == nil {
      try RunFolder.checkEmpty(output, but: "ensemble.json.partial")
    }
    return (plan, folder)
  }

  private var givenBesideResume: [String] {
    var given = training.givenBesideEpochs
    let others: [(String, Bool)] = [
      ("a model", model != nil), ("--members", members != nil), ("--bag", bag),
      ("--snapshots", snapshots), ("--swa", swa), ("--differ", differ != nil),
      ("--vary", !vary.isEmpty), ("--vary-seed", varySeed != nil), ("--swa-lr", swaLr != nil),
      ("--epochs", training.epochs != nil), ("--output", output != nil),
    ]
    given += start.given + others.filter(\.1).map(\.0) + source.given
    return given
  }
}

/// Reads names of sources of difference with commas between them.
@Sendable private func sources(_ text: String) throws -> [EnsembleSource] {
  try text.split(separator: ",", omittingEmptySubsequences: false).map { try choice(String($0)) }
}
