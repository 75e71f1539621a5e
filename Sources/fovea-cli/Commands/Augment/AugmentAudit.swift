import ArgumentParser
import Fovea

/// `fovea augment audit`: what a trained classifier takes augmented pictures for.
struct AugmentAudit: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Finds augmentations that change the class, in the eyes of a trained model.",
    discussion: """
      Changes pictures of the test part, each way by itself, and compares what the model takes them for with \
      what it took them for before. Where many pictures of one class go to another, the change may have changed \
      the class; where mistakes are few or scattered, it has not. The last column says what the data set itself \
      declares: training refuses what is marked 'changes class'.

      Examples:
        fovea augment audit runs/lenet5-1
        fovea augment audit runs/lenet5-1 --augment rotate:15 --limit 10000
      """)

  @Argument(help: "A trained model: its .safetensors file, or the folder of a training run.")
  var model: String

  @OptionGroup var part: PartOptions

  @Option(
    help:
      "Recipe to try; may be given several times. (default: every kind of step that keeps one class)",
    transform: augmentationRecipe)
  var augment: [AugmentationRecipe] = []

  @Option(help: "Try the first pictures only. (default: 2000)", transform: wholeNumber(1...Int.max))
  var limit = 2000

  @Option(parsing: .unconditional, help: "Decides every draw.", transform: seedNumber)
  var seed: UInt64 = 0

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func check() throws {
    try part.source.check()
    try engine.check()
  }

  func run() throws {
    engine.applied()
    let file = try ModelFile(model)
    let trained = try file.load()
    let data = try part.load(for: trained, of: file).prefix(limit)
    let audit = try AugmentationAudit(
      of: trained, on: data, recipes: augment.isEmpty ? nil : augment, seed: seed)
    if json {
      Stream.results.json(Report(file.path, data, audit))
      return
    }
    var table = Table([
      .shortened("augmentation"), .number("Acc@1"), .number("change"),
      .shortened("more often taken for another"), .text("declared"),
    ])
    table.append("none", audit.before.top1.percent, "", "", "")
    for row in audit.rows {
      let worst = row.worst.map { worst in
        let names = [worst.label, worst.taken].map { data.classNames[$0].printable }
        return "\(names[0]) as \(names[1]) (+\(worst.more))"
      }
      let change = 100 * (row.after.top1 - audit.before.top1)
      let declared =
        data.labelSafety == nil ? "nothing" : row.danger == nil ? "keeps class" : "changes class"
      table.append(
        row.recipe.description, row.after.top1.percent, change.fixed(1), worst ?? "-", declared)
    }
    Stream.results.write(
      """
      model  \(file.path.printable): \(trained.description.model.printable)
      data   \(data.summary)

      \(table.text(width: Stream.results.width))
      """)
  }
}

extension AugmentAudit {
  /// What `--json` prints.
  private struct Report: Encodable {
    struct Row: Encodable {
      let augmentation: String
      let top1: Double
      let confusion: [[Int]]
      let changesClass: String?
    }

    let model: String
    let data: String
    let split: String
    let pictures: Int
    let top1: Double
    let confusion: [[Int]]
    let rows: [Row]

    init(_ path: String, _ data: DataSet, _ audit: AugmentationAudit) {
      model = path
      self.data = data.name
      split = data.split.rawValue
      pictures = data.count
      top1 = audit.before.top1
      confusion = audit.before.confusion
      rows = audit.rows.map {
        Row(
          augmentation: $0.recipe.description, top1: $0.after.top1, confusion: $0.after.confusion,
          changesClass: $0.danger)
      }
    }
  }
}
