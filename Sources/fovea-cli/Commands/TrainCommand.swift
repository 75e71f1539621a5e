import ArgumentParser
import Foundation
import Fovea

/// `fovea train`: trains a model and leaves a folder with everything.
struct TrainCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains a model on a data set.",
    discussion: """
      Makes a folder for the run, such as runs/lenet5-1, with the best weights, a checkpoint, the \
      metrics, the losses as a picture, the configuration, and report.html, a page with all that is to be seen of the run, \
      which is written anew after each epoch. Prints a line an epoch: losses, and accuracy in percent with the \
      error in brackets.

      Ctrl-C finishes the batch, writes the checkpoint and prints the command that goes on from there; \
      the outcome is the same, bit for bit, as without the stop. Ctrl-C again stops at once. SIGTERM and a terminal \
      that closes (SIGHUP) do the same; started by nohup it goes on without its terminal.

      Activations and dropout are the model's own: other ones are chosen in a program, with layers of FoveaNN.

      Examples:
        fovea train lenet5 --data fashion-mnist
        fovea train small_cnn --data shapes --epochs 3 --opt adam --seed 7
        fovea train lenet5 --data mnist --data-folder data/mnist
        fovea train lenet5 --data shapes --json | jq .validation.top1
        fovea train conv1d --data flowers.csv
        fovea train small_cnn --augment shift:2,flip,erase --smoothing 0.1
        fovea train --recipe fashion
        fovea train --recipe folder photos
        fovea train small_cnn --weights runs/small_cnn-1 --freeze 'layers.0*'
        fovea train resnet18 --data photos --fine-tune resnet18.pth
        fovea train --resume runs/lenet5-1

      A flag's value may also stand in the environment, as FOVEA_BATCH_SIZE=128 for --batch-size; flags win, and a \
      configuration file gives way.

      Recipes, which flags change, a model's name too:
      \(Recipe.overview)
      """)

  @Argument(
    help:
      "Model: \(Names.models.list). With --recipe, which has one, the path of the data may stand here.",
    completion: .models)
  var model: String?

  @OptionGroup var source: DataOptions

  @OptionGroup var training: TrainingOptions

  @Option(
    help: "Folder for the run, new or empty. (default: the next of runs/<model>-1, -2, ...)",
    completion: .paths)
  var output: String?

  @Option(help: "Go on with a run: its folder, or the checkpoint in it.", completion: .paths)
  var resume: String?

  @OptionGroup var start: StartOptions

  @Flag(help: "Print the configuration that would run, and stop.")
  var printConfig = false

  @Option(
    name: [.customShort("j"), .long], parsing: .unconditional,
    help: """
      Threads that make batches ahead while the network trains, 0 for none; results have the same bits with any \
      number. (default: 1 with --augment or pictures in files, else 0)
      """, transform: wholeNumber(0...64))
  var workers: Int?

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print a line of JSON an epoch and one at the end.")
  var json = false

  @Flag(name: .shortAndLong, help: "No progress, no notes: results and errors alone.")
  var quiet = false

  @Flag(help: "No hints about what may be wrong with the training.")
  var noHints = false

  @Flag(
    help: """
      Measure each layer's operations, forward and backward: a table at the end, per step, and trace.json in the run's \
      folder with the first of them one by one.
      """)
  var profile = false

  @Flag(help: "Write event files for 'tensorboard --logdir runs' into the run's folder.")
  var tensorboard = false

  @Flag(help: "No report.html.")
  var noReport = false

  func check() throws {
    try named.source.check()
    try start.check()
    try training.check()
    try engine.check()
    if let model = named.model { try Names.models.checked(model) }
    for (flag, value) in [("--output", output), ("--resume", resume)]
    where value == "" {
      throw ValidationError("\(flag): expected a path, found ''")
    }
    if resume != nil {
      if source.data != nil, source.dataFolder != nil {
        throw ValidationError("expected --data or --data-folder, found both")
      }
      try refuseAllButEpochs()
    } else if model == nil, !start.isGiven {
      throw ValidationError("missing expected argument '<model>': one of \(Names.models.list)")
    }
  }

  func run() throws {
    let threads = engine.applied()
    if let resume {
      let trainer = try resumed(resume)
      try train(trainer, threads)
      return
    }
    let configuration = try resolved()
    if printConfig {
      Stream.results.write(configuration.json)
      return
    }
    if let output { try checkEmpty(output) }
    // Data first: a run that cannot start leaves no folder.
    let data = try TrainingData(noting: configuration)
    // A picture may become unreadable while it is trained with.
    defer { data.noteBadPictures() }
    let folder =
      try output.map { try RunFolder(making: $0) }
      ?? RunFolder.create(model: configuration.model)
    let trainer: Trainer
    do {
      trainer = try Trainer(configuration, data: data, folder: folder)
    } catch {
      rmdir(folder.path)
      throw (error as? DataError).flatMap { training.inFlags($0) }
        ?? (error as? StateError).flatMap { training.inFlags($0) } ?? error
    }
    try train(trainer, threads)
  }

  /// Refuses a folder in which something is; but a run that had nothing to go on with begins anew in its own, by its
  /// own configuration.
  private func checkEmpty(_ output: String) throws {
    let own = RunFolder(output).configurationPath
    let isAnew = start.config.map { resolvedPath($0) == resolvedPath(own) } ?? false
    try RunFolder.checkEmpty(output, but: isAnew ? RunFolder.beginnings : [])
  }

  /// The run that goes on, with the data where they lie now.
  private func resumed(_ path: String) throws -> Trainer {
    let folder = RunFolder(path)
    let manager = FileManager.default
    if manager.fileExists(atPath: folder.configurationPath),
      !manager.fileExists(atPath: folder.checkpointPath)
    {
      throw Failure(
        "\(path): expected a checkpoint in this folder, found none: the run ended before its first; "
          + folder.beginningAnew)
    }
    let trainer = try Trainer(
      resuming: path, epochs: training.epochs, dataAt: source.data ?? source.dataFolder)
    if let epochs = training.epochs, trainer.configuration.schedule != .constant, !quiet {
      Stream.notes.line(
        "note: the \(trainer.configuration.schedule.rawValue) schedule now spans "
          + "\(epochs.counted("epoch")): the rate goes on from where it would be in these")
    }
    return trainer
  }

  /// The configuration from file and flags, with every choice made.
  private func resolved() throws -> TrainingConfiguration {
    let (model, source) = named
    var shared = SharedConfiguration(
      model: model, source: source, training: training, start: start)
    shared.isQuiet = quiet
    return try shared.resolved().resolved
  }

  /// The model and the data: with a recipe, a path in the model's place is that of the data.
  private var named: (model: String?, source: DataOptions) {
    guard start.recipe != nil, source.data == nil, let path = model, OwnDataSet.isPath(path),
      ModelCatalog.entry(named: path) == nil
    else { return (model, source) }
    var source = source
    source.data = path
    return (nil, source)
  }

  private func train(_ trainer: Trainer, _ threads: String) throws {
    if profile { trainer.profiled() }
    trainer.workers = workers ?? (trainer.preparesPictures ? 1 : 0)
    let session = TrainingSession(
      trainer, threads: threads, isJSON: json, isQuiet: quiet, givesHints: !noHints,
      writesReport: !noReport, writesTensorBoard: tensorboard, keptFlags: keptFlags)
    try session.run()
  }

  /// The flags that a command which goes on with the run should have too.
  private var keptFlags: [String] {
    (tensorboard ? ["--tensorboard"] : []) + (noReport ? ["--no-report"] : [])
      + (workers.map { ["-j \($0)"] } ?? []) + (engine.threads.map { ["--threads \($0)"] } ?? [])
  }

  /// A run that goes on does so as it began; its data may lie elsewhere by now.
  private func refuseAllButEpochs() throws {
    var given = training.givenBesideEpochs
    if model != nil { given.append("a model") }
    given += source.own.given + start.given
    if printConfig { given.append("--print-config") }
    if output != nil { given.append("--output") }
    guard given.isEmpty else {
      throw ValidationError(
        "--resume goes on as the run began: expected --epochs, and --data or --data-folder where they lie "
          + "elsewhere now, found "
          + given.joined(separator: ", "))
    }
  }
}
