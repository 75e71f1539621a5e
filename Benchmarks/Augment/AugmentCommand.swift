import ArgumentParser
import Fovea

/// `fovea-bench augment`: how long a batch takes to change.
struct AugmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "augment",
    abstract: "Times augmentation: each kind of step, and a recipe.",
    discussion: """
      Drawn pictures; a batch is read, changed and handed over, as for training. 'alone' is on one thread, as a \
      worker does it beside the training; 'pool' shares it out.
      """)

  @Option(
    help: "Recipe to time beside the single steps. (default: shift:2,flip,erase)",
    transform: recipe)
  var augment: AugmentationRecipe?

  @Option(
    name: [.customShort("b"), .long], help: "Pictures a batch.", transform: wholeNumber(1...65536))
  var batchSize = 128

  @Option(help: "Pixels a side.", transform: wholeNumber(8...512))
  var size = 28

  @Option(help: "Channels.", transform: wholeNumber(1...4))
  var channels = 1

  @OptionGroup var engine: EngineOptions

  @Option(
    parsing: .unconditional, help: "Seconds to time each, at least. (default: 0.2)",
    transform: measuringTime)
  var seconds: Double = 0.2

  func run() throws {
    try engine.apply()
    let data = try Shapes(.train, count: batchSize, size: size, channels: channels).data
    var recipes = try Augmentation.Kind.allCases.filter { $0 != .pca || channels == 3 }
      .map { try AugmentationRecipe([Augmentation($0)]) }
    recipes = try [.none] + recipes + [augment ?? AugmentationRecipe("shift:2,flip,erase")]
    let table = TextTable(columns: [
      .text("augmentation", 32), .number("alone ms", 9), .number("pool ms", 9),
      .number("images/s", 10),
    ])
    if !engine.json { try emit(engine.machine + "\n\n" + table.head) }
    for recipe in recipes {
      let augmenter = try Augmenter(recipe, seed: 1, fitting: data, isUnsafe: true)
      let indices = Array(0..<data.count)
      var epoch = 0
      func batch() {
        _ = augmenter.pictures(of: data, at: indices, epoch: epoch)
        epoch += 1
      }
      let alone = ThreadPool.shared.alone { medianTime(seconds: seconds, batch) }
      let pool = medianTime(seconds: seconds, batch)
      let result = Result(
        augmentation: recipe.description, pictures: data.count, alone: 1000 * alone,
        pool: 1000 * pool)
      try emit(
        engine.json
          ? result.json
          : table.line([
            result.augmentation, result.alone.fourDigits, result.pool.fourDigits,
            Int(Double(data.count) / pool).grouped,
          ]))
    }
  }

  /// What `--json` prints of a recipe; milliseconds a batch.
  private struct Result {
    let augmentation: String
    let pictures: Int
    let alone: Double
    let pool: Double

    var json: String {
      JSONLine(
        ("augmentation", .text(augmentation)), ("pictures", .integer(pictures)),
        ("alone_ms", .number(alone)), ("pool_ms", .number(pool))
      ).text
    }
  }
}

@Sendable private func recipe(_ text: String) throws -> AugmentationRecipe {
  do { return try AugmentationRecipe(text) } catch { throw ValidationError("\(error)") }
}
