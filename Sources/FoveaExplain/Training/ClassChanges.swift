import FoveaData
import FoveaNN
import FoveaTensor
import FoveaTraining

/// Which augmentations turn a picture into one of another class, in the eyes of a network that was trained for it:
/// the lecture's b and d, 6 and 9 (row J9).
///
/// The pictures are digits, b and d of seven segments, drawn here, so that nothing has to be downloaded; `fovea augment
/// audit` does the same with any trained model and data set.
public struct ClassChanges: Sendable {
  /// A picture and what a mirror or half a turn makes of it.
  public struct Example: Sendable {
    /// What it shows.
    public let name: String
    /// What is done to it, in words.
    public let change: String
    /// The picture, [height, width].
    public let before: Tensor
    /// The same changed.
    public let after: Tensor
    /// What the network takes the changed one for.
    public let taken: String
  }

  /// What the network takes the changed pictures for.
  public let audit: AugmentationAudit
  /// What each class is called.
  public let classNames: [String]
  /// The check-point's letters in a mirror, and digits turned.
  public let examples: [Example]

  /// What is tried without arguments.
  public static let usual = [
    "flip:1", "vflip:1", "flip:1,vflip:1", "shift:1", "rotate:10", "brightness", "noise",
  ]

  /// Trains a network and tries the recipes.
  ///
  /// - Parameters:
  ///   - recipes: what is done to every picture, each by itself; `usual` by default. That of nothing is measured anyway.
  ///   - seed: of pictures, weights, batches and draws.
  /// - Throws: `DataError` for a recipe that mixes pictures or does not fit them.
  public init(recipes: [AugmentationRecipe]? = nil, seed: UInt64 = 1) throws {
    let training = try SegmentDisplay.data(.digitsAndLetters, .train, count: 2400, seed: seed)
    let test = try SegmentDisplay.data(.digitsAndLetters, .test, count: 600, seed: seed)
    let preprocessor = try Preprocessing.standardize(per: .channel).fitted(on: training)
    var random = RandomSource(seed: seed)
    let network = SmallClassifier(for: training, hidden: 48, random: &random)
    try network.train(on: training, preprocessor: preprocessor, epochs: 8, random: &random)
    classNames = test.classNames
    audit = try AugmentationAudit(
      on: test,
      recipes: (recipes ?? Self.usual.map { try AugmentationRecipe($0) })
        .filter { !$0.isEmpty }, seed: seed
    ) { Evaluation(of: network.model, on: $0, preprocessor: preprocessor) }
    let names = test.classNames
    examples = [("b", false), ("d", false), ("6", true), ("9", true)].compactMap { name, isTurned in
      guard let place = names.firstIndex(of: name) else { return nil }
      // The characters take turns, so the first of a class lies at the class's own place.
      let before = test.images(at: [place])
      // Half a turn is a mirror of rows and columns both.
      let after = isTurned ? before.flipped(axis: 2).flipped(axis: 1) : before.flipped(axis: 2)
      let logits = withoutGradients {
        network.model(Variable(preprocessor.transform(after)), .inference).value
      }
      let extents = Shape([SegmentDisplay.size, SegmentDisplay.size])
      return Example(
        name: name, change: isTurned ? "turned" : "in a mirror",
        before: before.reshaped(to: extents), after: after.reshaped(to: extents),
        taken: names[logits.argmax()[0]])
    }
  }

  /// The classes most of whose pictures are taken for one other after an augmentation. Those that are taken for each
  /// other come first: they look alike, where others may only have nothing more alike.
  public func changes(_ row: AugmentationAudit.Row) -> [(label: Int, taken: Int)] {
    let all = row.after.confusion.enumerated().flatMap { label, counts in
      let total = counts.reduce(0, +)
      return counts.indices.filter { $0 != label && 2 * counts[$0] > total }
        .map { (label: label, taken: $0) }
    }
    let areMutual = { (change: (label: Int, taken: Int)) in
      all.contains { $0.label == change.taken && $0.taken == change.label }
    }
    return all.filter(areMutual) + all.filter { !areMutual($0) }
  }
}
