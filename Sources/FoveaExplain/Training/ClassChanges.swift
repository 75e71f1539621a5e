import FoveaData
import FoveaNN
import FoveaReport
import FoveaTraining

/// Which augmentations turn a picture into one of another class, in the eyes of a network that was trained for it:
/// the lecture's b and d, 6 and 9 (row J9).
///
/// The pictures are digits of seven segments, drawn here, so that nothing has to be downloaded; `fovea augment audit`
/// does the same with any trained model and data set.
public struct ClassChanges: Sendable {
  /// What the network takes the changed pictures for.
  public let audit: AugmentationAudit
  /// What each class is called.
  public let classNames: [String]

  /// What is tried without arguments.
  public static let usual = [
    "flip:1", "vflip:1", "flip:1,vflip:1", "shift:1", "rotate:10", "brightness", "noise",
  ]

  /// Trains a network and tries the recipes.
  ///
  /// - Parameters:
  ///   - recipes: what is done to every picture, each by itself; `usual` by default.
  ///   - seed: of pictures, weights, batches and draws.
  /// - Throws: `DataError` for a recipe that mixes pictures or does not fit them.
  public init(recipes: [AugmentationRecipe]? = nil, seed: UInt64 = 1) throws {
    let training = try SegmentDigits.data(.train, count: 2000, seed: seed)
    let test = try SegmentDigits.data(.test, count: 500, seed: seed)
    let preprocessor = try Preprocessing.standardize(per: .channel).fitted(on: training)
    var random = RandomSource(seed: seed)
    let network = SmallClassifier(for: training, hidden: 48, random: &random)
    try network.train(on: training, preprocessor: preprocessor, epochs: 8, random: &random)
    classNames = test.classNames
    audit = try AugmentationAudit(
      on: test, recipes: recipes ?? Self.usual.map { try AugmentationRecipe($0) }, seed: seed
    ) { Evaluation(of: network.model, on: $0, preprocessor: preprocessor) }
  }

  /// The classes most of whose pictures are taken for one other after an augmentation.
  public func changes(_ row: AugmentationAudit.Row) -> [(label: Int, taken: Int)] {
    row.after.confusion.enumerated().flatMap { label, counts in
      let total = counts.reduce(0, +)
      return counts.indices.filter { $0 != label && 2 * counts[$0] > total }
        .map { (label: label, taken: $0) }
    }
  }

  /// A line an augmentation.
  package var answer: Answer {
    var answer = Answer()
    var table = Table([
      .text("augmentation"), .number("right"), .text("most of a class taken for"),
      .text("declared"),
    ])
    table.append("none", "\(audit.before.top1.percent) %", "", "")
    for row in audit.rows {
      let moved = changes(row).prefix(4).map {
        "\(classNames[$0.label]) as \(classNames[$0.taken])"
      }
      table.append(
        row.recipe.description, "\(row.after.top1.percent) %",
        moved.isEmpty ? "-" : moved.joined(separator: ", "),
        row.danger.map { "changes class: \($0)" } ?? "keeps class")
    }
    answer.show(table)
    answer.say(
      "500 digits of seven segments, drawn here. Training refuses what",
      "is declared to change a class.")
    answer.pictures = [
      Picture(
        "augmentation",
        BarChart(
          "Right after augmentation", unit: "% of pictures",
          groups: ["none"] + audit.rows.map(\.recipe.description), series: [.init("right")],
          panels: [
            .init("", values: ([audit.before] + audit.rows.map(\.after)).map { [100 * $0.top1] })
          ]
        ).svg(plotWidth: 200))
    ]
    return answer
  }
}

extension Topic {
  package static let augmentation = Topic(
    "augmentation", .regularization, "Which augmentations change the class of a digit.",
    story: """
      Pictures that are shifted, tilted or brightened still show the same; mirrored or upside-down letters and digits \
      may show another. What a trained network takes the changed pictures for tells which: mistakes that all go to \
      one other class mean that the picture really changed its class. A data set here declares what changes its \
      classes, and training refuses it.
      """
  ) { try ClassChanges().answer }
}
