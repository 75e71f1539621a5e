/// What augmentations do to pictures in the eyes of a trained classifier: which classes it takes them for before
/// and after.
///
/// A change that keeps the class costs little, or spreads its mistakes; one that changes it sends a class's
/// pictures to another. A classifier never trained on turned pictures also fails on harmless ones, so a row is
/// evidence for a person to judge, not a verdict.
public struct AugmentationAudit: Sendable {
  /// One recipe, tried.
  public struct Row: Sendable {
    /// What was done to every picture.
    public let recipe: AugmentationRecipe
    /// How the classifier does afterwards.
    public let after: Evaluation
    /// The mistake that became most frequent: pictures of one class taken for another, and how many more than
    /// before; nil when none is more frequent.
    public let worst: (label: Int, taken: Int, more: Int)?
    /// Why the data set says that it changes the class; nil when it does not say so.
    public let danger: String?
  }

  /// How the classifier does on the pictures as they are.
  public let before: Evaluation
  /// A row a recipe, in their order.
  public let rows: [Row]

  /// Tries recipes on pictures.
  ///
  /// - Parameters:
  ///   - model: a trained classifier.
  ///   - data: pictures that it has not learned from.
  ///   - recipes: what is tried, each by itself. `usual` by default.
  ///   - seed: decides the draws.
  /// - Throws: `ShapeError` when the pictures are not the model's; `DataError` for a recipe that mixes pictures,
  ///   which have no one class then, or needs to be fitted, or does not fit them.
  public init(
    of model: TrainedModel, on data: DataSet, recipes: [AugmentationRecipe]? = nil, seed: UInt64 = 0
  ) throws {
    try self.init(on: data, recipes: recipes, seed: seed) { try model.evaluate(on: $0) }
  }

  /// Tries recipes on pictures, with any classifier.
  ///
  /// - Parameters:
  ///   - data: pictures that it has not learned from.
  ///   - recipes: what is tried, each by itself. `usual` by default.
  ///   - seed: decides the draws.
  ///   - evaluate: how the classifier does on pictures like these.
  /// - Throws: as the other, and what `evaluate` throws.
  public init(
    on data: DataSet, recipes: [AugmentationRecipe]? = nil, seed: UInt64 = 0,
    evaluate: (DataSet) throws -> Evaluation
  ) throws {
    let recipes = recipes ?? Self.usual
    for recipe in recipes {
      if let step = recipe.steps.first(where: { $0.kind.isMixing || $0.kind == .pca }) {
        throw DataError(
          "audit", at: "augmentation \(step)",
          expected: "steps that keep one class a picture and "
            + "need no fitting", found: step.kind.rawValue, advice: "leave it out")
      }
    }
    let before = try evaluate(data)
    self.before = before
    rows = try recipes.map { recipe in
      let augmenter = try Augmenter(recipe, seed: seed, fitting: data, isUnsafe: true)
      let (images, _, _) = augmenter.pictures(of: data, at: Array(0..<data.count), epoch: 0)
      let changed = try DataSet(
        name: data.name, split: data.split, images: images, labels: data.labels,
        classNames: data.classNames)
      let after = try evaluate(changed)
      return Row(
        recipe: recipe, after: after, worst: Self.worst(before.confusion, after.confusion),
        danger: recipe.danger(for: data.labelSafety)?.reason)
    }
  }

  private static func worst(
    _ before: [[Int]], _ after: [[Int]]
  ) -> (label: Int, taken: Int, more: Int)? {
    var worst: (label: Int, taken: Int, more: Int)?
    for label in before.indices {
      for taken in before.indices where taken != label {
        let more = after[label][taken] - before[label][taken]
        if more > max(0, worst?.more ?? 0) { worst = (label, taken, more) }
      }
    }
    return worst
  }

  /// Every step that could change a class, at full strength and always, and the others at their usual.
  public static var usual: [AugmentationRecipe] {
    let texts = [
      "shift", "crop", "flip:1", "vflip:1", "flip:1,vflip:1", "rotate:10", "rotate:30", "rotate:90",
      "scale", "shear", "brightness", "contrast", "noise", "erase:1", "cutout",
    ]
    return texts.compactMap { try? AugmentationRecipe($0) }
  }
}
