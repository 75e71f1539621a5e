extension Evaluation {
  /// How well one class is found, and how far what is taken for it can be relied on.
  public struct ClassScores: Codable, Hashable, Sendable {
    /// Pictures of the class.
    public let pictures: Int
    /// Pictures that were taken for it.
    public let taken: Int
    /// The share of what was taken for the class that is of it; nil when nothing was.
    public let precision: Double?
    /// The share of the class' pictures that were taken for it, its accuracy; nil when there are none.
    public let recall: Double?
    /// The harmonic mean of precision and recall: 2 * right / (pictures + taken); nil when there are neither.
    public let f1: Double?
  }

  /// The scores of each class, from the confusion matrix.
  public var classScores: [ClassScores] {
    confusion.indices.map { label in
      let right = confusion[label][label]
      let pictures = confusion[label].reduce(0, +)
      let taken = confusion.reduce(0) { $0 + $1[label] }
      func share(_ part: Int, _ whole: Int) -> Double? {
        whole > 0 ? Double(part) / Double(whole) : nil
      }
      return ClassScores(
        pictures: pictures, taken: taken, precision: share(right, taken),
        recall: share(right, pictures), f1: share(2 * right, pictures + taken))
    }
  }

  /// The mean of a score over the classes that have it, each as much as any other ("macro average"); nil when none
  /// does.
  public func mean(of score: KeyPath<ClassScores, Double?>) -> Double? {
    let known = classScores.compactMap { $0[keyPath: score] }
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }
}

/// A picture that a model took for something else.
public struct Mistake: Codable, Hashable, Sendable {
  /// Its place in the data set.
  public let index: Int
  /// Its class.
  public let label: Int
  /// What it was taken for.
  public let taken: Int
  /// How likely the model found that.
  public let probability: Double
}

extension TrainedModel {
  /// The mistakes that the model was surest of, the surest first: wrong labels, often, and classes that look alike.
  ///
  /// - Parameters:
  ///   - data: pictures as the model takes them, of its classes.
  ///   - count: how many at most.
  /// - Throws: `ShapeError` when pictures or classes are not the model's.
  public func worstMistakes(on data: DataSet, count: Int) throws(ShapeError) -> [Mistake] {
    try check(data)
    var mistakes: [Mistake] = []
    var first = 0
    for batch in data.batches(of: Evaluation.batchSize, preprocessor: preprocessor) {
      let logits = frozen(batch.images)
      let probabilities = description.criterion.probabilities(of: logits).elements
      for (row, (_, taken, label)) in ranks(of: batch.labels, in: logits).enumerated()
      where taken != label {
        mistakes.append(
          Mistake(
            index: first + row, label: label, taken: taken,
            probability: Double(probabilities[row * data.classCount + taken])))
      }
      first += batch.count
    }
    let sorted = mistakes.sorted { ($0.probability, $1.index) > ($1.probability, $0.index) }
    return Array(sorted.prefix(count))
  }
}
