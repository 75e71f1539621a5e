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
      """, transform: choices)
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

  @OptionGroup var runs: SeveralRunsOptions

  @Flag(help: "Print one JSON object at the end.")
  var json = false

  func check() throws {
    try runs.check("ensemble", own: own)
    if runs.resume != nil { return }
    try runs.check(vary, by: "--vary")
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
        ("--differ", differ != nil), ("--vary", !vary.isEmpty), ("--jobs", runs.jobs != nil),
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
    let threads = runs.engine.applied()
    let (plan, folder) = try runs.resume.map { try resumed($0) } ?? fresh()
    try runs.cleaning(folder.path) {
      try EnsembleSession(
        plan, folder, jobs: runs.jobs, threads: threads, isJSON: json, isQuiet: runs.quiet
      ).run()
    }
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
    let configuration = try runs.configuration(varied: vary)
    var plan = EnsemblePlan(configuration, snapshots ? .snapshots : swa ? .swa : .runs)
    if let members { plan.members = members }
    plan.sources =
      differ ?? [.initialization, .order] + (bag ? [.bootstrap] : [])
      + (vary.isEmpty ? [] : [.hyperparameters])
    plan.varied = vary
    if let varySeed { plan.variedSeed = varySeed }
    plan.averagedRate = swaLr
    _ = try plan.configurations()
    let folder = try runs.folder("ensemble", of: configuration.model) {
      try EnsembleFolder($0).plan != nil
    }
    return (plan, EnsembleFolder(folder))
  }

  /// The flags of its own that decide the outcome.
  private var own: [(String, Bool)] {
    [
      ("--members", members != nil), ("--bag", bag), ("--snapshots", snapshots), ("--swa", swa),
      ("--differ", differ != nil), ("--vary", !vary.isEmpty), ("--vary-seed", varySeed != nil),
      ("--swa-lr", swaLr != nil),
    ]
  }
}
